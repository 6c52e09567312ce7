using Microsoft.Extensions.Configuration;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The data map that the server runs with.</summary>
internal static class ServedMap
{
    private const int Shown = 20;

    /// <exception cref="StartRefusedException">No folder is named, or what is in it cannot be read.</exception>
    public static async Task<MapReading> ReadAsync(IConfiguration settings, CancellationToken cancellation)
    {
        if (FolderOf(settings) is not { } folder)
            throw new StartRefusedException("Which data map? Name its folder with --map or the setting Privacy__Map.");
        var reading = await MapFolder.ReadAsync(folder, cancellation);
        return reading.Map is null ? throw new StartRefusedException(Describe(folder, reading.Problems)) : reading;
    }

    /// <summary>Writes down which map is served.</summary>
    public static void Remember(DataDirectory data, IConfiguration settings)
    {
        if (FolderOf(settings) is { } folder) File.WriteAllText(data.ServedMap, Path.GetFullPath(folder));
    }

    /// <summary>The map that the settings name, else the one that was served last from the folder; null when neither is known.</summary>
    public static string? Recall(DataDirectory data, IConfiguration settings) =>
        FolderOf(settings) ?? (File.Exists(data.ServedMap) ? File.ReadAllText(data.ServedMap) : null);

    private static string? FolderOf(IConfiguration settings) => FolderSettings.Read(new SettingsReader(settings)).Map;

    private static string Describe(string folder, IReadOnlyList<MapProblem> problems)
    {
        var unreadable = problems.Where(p => p.Severity == MapSeverity.Unreadable).ToList();
        var lines = unreadable.Take(Shown).Select(p => "  " + p).Prepend($"The data map in {folder} cannot be read:");
        if (unreadable.Count > Shown) lines = lines.Append($"  and {unreadable.Count - Shown} more; 'privacy map check' names them all.");
        return string.Join(Environment.NewLine, lines);
    }
}
