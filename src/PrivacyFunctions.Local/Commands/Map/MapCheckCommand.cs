using System.CommandLine;
using System.Text.Json;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Local.Commands.Map;

/// <summary><c>privacy map check</c>: everything that is wrong with a data map, before a request finds out.</summary>
internal static class MapCheckCommand
{
    public static Verb Create(Terminal terminal)
    {
        var map = CommonOptions.Map();
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors." };
        var json = CommonOptions.Json();
        var verb = new Verb("check", "Checks a data map against itself and the live systems; names every problem with file and line.")
        {
            Examples = ["privacy map check --map ./map", "privacy map check --map ./map --strict --json"],
        };
        verb.Options.Add(map);
        verb.Options.Add(strict);
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellation) =>
            RunAsync(terminal, parsed.GetRequiredValue(map), parsed.GetValue(strict), parsed.GetValue(json), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, bool strict, bool json, CancellationToken cancellation)
    {
        await using var workbench = new MapWorkbench();
        var check = await terminal.WorkAsync("Asking the connected systems", !json, () => MapChecker.CheckAsync(folder, workbench, cancellation));
        if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(MapCheckReport.Of(check, strict), MapCheckJson.Default.MapCheckReport));
        else await WriteAsync(terminal.Out, check, cancellation);
        if (check.Map is null)
            throw new CommandFailure($"The data map in {folder} cannot be read: correct the places named above.");
        return check.Passes(strict) ? ExitCode.Done : ExitCode.No;
    }

    private static async Task WriteAsync(TextWriter output, MapCheck check, CancellationToken cancellation)
    {
        foreach (var problem in check.Problems) await output.WriteLineAsync(OneLine.Of(problem.ToString()).AsMemory(), cancellation);
        var report = MapCheckReport.Of(check, strict: false);
        var collections = check.Map?.Datasets.Sum(dataset => dataset.Collections.Count) ?? 0;
        await output.WriteLineAsync(
            $"{Count(check.Map?.Datasets.Count ?? 0, "dataset")}, {Count(collections, "collection")}, {Count(check.Catalogues.Count, "system")} reached; {Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}.");
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
