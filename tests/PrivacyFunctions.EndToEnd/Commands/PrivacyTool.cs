using System.Diagnostics;

namespace PrivacyFunctions.EndToEnd.Commands;

/// <summary>Runs the built <c>privacy</c> as a process of its own, with its output redirected.</summary>
internal sealed record PrivacyTool(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The executable, which the build puts beside the tests.</summary>
    public static string Executable { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "privacy.exe" : "privacy");

    /// <summary>Starts a command line; the caller ends it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a command line to its end.</summary>
    public static Task<PrivacyTool> RunAsync(string folder, params IReadOnlyList<string> arguments) =>
        RunAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command line to its end, with settings in its environment.</summary>
    public static async Task<PrivacyTool> RunAsync(string folder, IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, settings, arguments);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new PrivacyTool(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
