using System.CommandLine;
using System.Text.Json;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Deletion.Restoring;
using PrivacyFunctions.Local.Commands.Map;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Local.Commands.Restore;

/// <summary><c>privacy restore</c>: after a connected system came back from a backup, finds what had been erased, and erases it again.</summary>
internal static class RestoreCommand
{
    public static Verb Create(Terminal terminal)
    {
        var data = CommonOptions.Data();
        var map = new Option<string?>("--map") { HelpName = "DIR", Description = "The folder with the data map; without it the setting Privacy__Map decides, else the map that was served last." };
        var apply = new Option<bool>("--apply") { Description = "Erase again what came back. Without it nothing is changed." };
        var json = CommonOptions.Json();
        var verb = new Verb("restore", "After a connected system came back from a backup: finds what the erasure ledger says was erased, and with --apply erases it again.")
        {
            Examples = ["privacy restore --data ./.privacy", "privacy restore --data ./.privacy --map ./map --apply"],
        };
        verb.Options.Add(data);
        verb.Options.Add(map);
        verb.Options.Add(apply);
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellation) => RunAsync(
            terminal, parsed.GetRequiredValue(data), parsed.GetValue(map), parsed.GetValue(apply), parsed.GetValue(json), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, string? mapFolder, bool apply, bool json, CancellationToken cancellation)
    {
        await using var workbench = new MapWorkbench();
        var data = DataDirectory.Of(folder, workbench.Settings);
        using var state = await RestoreStores.OpenAsync(data, cancellation);
        var map = await ReadMapAsync(terminal, mapFolder ?? ServedMap.Recall(data, workbench.Settings), cancellation);
        await using var systems = workbench.Connect(map);
        var restoration = new Restoration(systems, state.Ledger, state.Blobs, state.Audit, TimeProvider.System);
        var report = await RestoreProgressView.WatchAsync(terminal, json, progress => restoration.RunAsync(apply, progress, cancellation));
        if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, RestoreJson.Default.RestoreReport));
        else RestoreText.Write(terminal.Out, report);
        return report.IsDone ? ExitCode.Done : ExitCode.No;
    }

    private static async Task<PrivacyMap> ReadMapAsync(Terminal terminal, string? folder, CancellationToken cancellation)
    {
        if (folder is null) throw new CommandFailure("Which data map? Name its folder with --map or the setting Privacy__Map.");
        var reading = await MapFolder.ReadAsync(folder, cancellation);
        if (reading.Map is { } map) return map;
        foreach (var problem in reading.Problems) await terminal.Error.WriteLineAsync(OneLine.Of(problem.ToString()));
        throw new CommandFailure($"The data map in {folder} cannot be read: correct the places named above.");
    }
}
