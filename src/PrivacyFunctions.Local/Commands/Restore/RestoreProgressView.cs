using System.Globalization;
using PrivacyFunctions.Deletion.Restoring;
using Spectre.Console;

namespace PrivacyFunctions.Local.Commands.Restore;

/// <summary>Shows how far a restoration is: on a terminal one line that changes, elsewhere a line for each collection begun.</summary>
internal static class RestoreProgressView
{
    public static async Task<RestoreReport> WatchAsync(Terminal terminal, bool json, Func<IProgress<RestoreProgress>, Task<RestoreReport>> work) =>
        terminal.Interactive && !json
            ? await terminal.Console.Status().StartAsync("Reading the ledger", status => work(new Told(progress => status.Status(Markup.Escape(Sentence(progress))))))
            : await work(new Told(progress => Begin(json ? terminal.Error : terminal.Out, progress)));

    private static void Begin(TextWriter output, RestoreProgress progress)
    {
        if (progress.Rows == 0 || progress.Phase == RestorePhase.Erasing) output.WriteLine(OneLine.Of(Sentence(progress)));
    }

    private static string Sentence(RestoreProgress progress)
    {
        var rows = progress.Rows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {progress.Rows:N0} {(progress.Rows == 1 ? "row" : "rows")}");
        return progress.Phase switch
        {
            RestorePhase.Comparing => $"Comparing {progress.Collection}{rows}",
            RestorePhase.Erasing => $"Erasing in {progress.Collection}{rows}",
            _ => $"Checking {progress.Collection}{rows}",
        };
    }

    private sealed class Told(Action<RestoreProgress> tell) : IProgress<RestoreProgress>
    {
        public void Report(RestoreProgress value) => tell(value);
    }
}
