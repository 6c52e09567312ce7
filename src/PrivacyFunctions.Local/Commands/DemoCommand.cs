using System.CommandLine;
using System.Text.Json;
using PrivacyFunctions.Local.Demo;
using PrivacyFunctions.Local.Demo.Report;
using PrivacyFunctions.Local.Demo.Views;

namespace PrivacyFunctions.Local.Commands;

/// <summary><c>privacy demo</c>: the product at work on a fictional organisation.</summary>
internal static class DemoCommand
{
    public static Verb Create(Terminal terminal)
    {
        var folder = new Option<string>("--out") { HelpName = "DIR", Description = "Where the bundle and its keys are put.", DefaultValueFactory = _ => "./demo-output" };
        var keep = new Option<string?>("--keep") { HelpName = "DIR", Description = "Leave the systems and their data map in this empty folder, to try other verbs on." };
        var json = CommonOptions.Json();
        var verb = new Verb("demo", "Shows the whole path on a fictional organisation: eight systems, an access and a deletion request over HTTP, a signed bundle and a signed receipt.")
        {
            Examples = ["privacy demo", "privacy demo --out ./answer", "privacy demo --keep ./opentech --json"],
        };
        verb.Options.Add(folder);
        verb.Options.Add(keep);
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellation) =>
            RunAsync(terminal, parsed.GetRequiredValue(folder), parsed.GetValue(keep), parsed.GetValue(json), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, string? keep, bool json, CancellationToken cancellation)
    {
        await using var view = View(terminal, json);
        try
        {
            var report = await new DemoRun(new DemoOptions { Out = folder, Keep = keep, View = view }).RunAsync(cancellation);
            if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, DemoReportJson.Default.DemoReport));
            else new Summary(terminal.Console, report).Write();
            return report.Held ? ExitCode.Done : ExitCode.No;
        }
        catch (DemoFailure failure)
        {
            throw new CommandFailure($"The demo stopped: {failure.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new CommandFailure("The demo was interrupted; its temporary files are removed.");
        }
    }

    private static IDemoView View(Terminal terminal, bool json) => (json, terminal.Interactive) switch
    {
        (true, _) => new PlainView(terminal.Error),
        (_, true) => new LiveView(terminal.Console, TimeProvider.System),
        _ => new PlainView(terminal.Out),
    };
}
