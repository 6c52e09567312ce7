using System.Text.Json;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Reads the values of <c>local.settings.json</c>, the file in which Functions projects keep settings on a developer's machine.</summary>
internal static class LocalSettingsFile
{
    private const string Name = "local.settings.json";

    /// <param name="folder">Where to look; a missing file has no values.</param>
    /// <returns>Settings under configuration keys.</returns>
    /// <exception cref="StartRefusedException">The file is not what it should be.</exception>
    public static Dictionary<string, string?> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return [];
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), options);
            return json.RootElement.TryGetProperty("Values", out var values)
                ? values.EnumerateObject().ToDictionary(v => SettingKey.Of(v.Name), v => (string?)v.Value.ToString())
                : [];
        }
        catch (JsonException exception)
        {
            throw new StartRefusedException($"{path}, line {exception.LineNumber + 1}: this is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new StartRefusedException($"{path}: \"Values\" must be an object of settings.");
        }
    }
}
