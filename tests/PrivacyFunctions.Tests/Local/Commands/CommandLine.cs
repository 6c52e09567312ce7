using PrivacyFunctions.Local.Commands;

namespace PrivacyFunctions.Tests.Local.Commands;

/// <summary>Runs a command line of <c>privacy</c> inside the test's process.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLine> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PrivacyCommand.RunAsync(arguments, Terminal.Plain(output, error), CancellationToken.None);
        return new CommandLine(code, output.ToString(), error.ToString());
    }
}
