using System.CommandLine;
using System.CommandLine.Help;
using PrivacyFunctions.Local.Commands.Audit;
using PrivacyFunctions.Local.Commands.Bundle;
using PrivacyFunctions.Local.Commands.Map;
using PrivacyFunctions.Local.Commands.Restore;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Commands;

/// <summary>The command line <c>privacy</c>: every verb, exit codes 0, 1 and 2, and one clear sentence on standard error for what goes wrong.</summary>
internal static class PrivacyCommand
{
    /// <summary>Parses and runs one command line; returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation)
    {
        var parsed = Create(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples) return Refuse(parsed, terminal);
        try
        {
            return await parsed.InvokeAsync(Invocation(terminal), cancellation);
        }
        catch (Exception failure) when (failure is CommandFailure or InvalidSettingsException)
        {
            return Fail(terminal, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(terminal, $"A file or folder cannot be used: {failure.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Fail(terminal, "Interrupted.");
        }
        catch (Exception defect)
        {
            // The text of an unforeseen exception may quote data: its place is enough to report it.
            return Fail(terminal, $"Something unforeseen went wrong ({defect.GetType().Name} in {defect.TargetSite?.DeclaringType?.Name}.{defect.TargetSite?.Name}); please report it.");
        }
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Answers privacy requests: proves who is asking, collects their data from every connected system, delivers it signed.");
        foreach (var verb in Verbs(terminal)) root.Subcommands.Add(verb);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static IEnumerable<Command> Verbs(Terminal terminal) =>
    [
        DemoCommand.Create(terminal),
        ServeCommand.Create(terminal),
        MapCommand.Create(terminal),
        BundleCommand.Create(terminal),
        RestoreCommand.Create(terminal),
        AuditCommand.Create(terminal),
        EventsCommand.Create(terminal),
    ];

    // The process's own signal handling (Program.cs) cancels; the default handler would print a stack trace for what we can explain.
    private static InvocationConfiguration Invocation(Terminal terminal) => new()
    {
        Output = terminal.Out,
        Error = terminal.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    private static int Fail(Terminal terminal, string sentence)
    {
        terminal.Error.WriteLine(sentence);
        return ExitCode.No;
    }

    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        var path = string.Join(' ', Path(parsed.CommandResult.Command));
        foreach (var fault in Faults(parsed, path)) terminal.Error.WriteLine(fault);
        terminal.Error.WriteLine($"Run '{path} --help' to see how it is used.");
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> Faults(ParseResult parsed, string path)
    {
        var verbs = string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(verb => verb.Name));
        if (verbs.Length == 0) return parsed.Errors.Select(error => error.Message);
        return [parsed.UnmatchedTokens.Count > 0 ? $"'{path}' has no command '{parsed.UnmatchedTokens[0]}'; it has {verbs}." : $"'{path}' needs a command: {verbs}."];
    }

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : ["privacy"];
}
