using System.Diagnostics;
using System.Text.Json;

namespace PrivacyFunctions.Testing;

/// <summary>A real SMTP server (aiosmtpd) in a process of its own; <c>tests/install.sh</c> installs it.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SmtpServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(params string[] options)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "smtp_server.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, .. options]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("Python did not start.");
        var first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException("The SMTP server did not start: run tests/install.sh.");
        return new SmtpServer(process, JsonDocument.Parse(first).RootElement.GetProperty("port").GetInt32());
    }

    /// <summary>The next mail that it takes, for which a test waits.</summary>
    public async Task<JsonElement> NextAsync() => (await ReadAsync().WaitAsync(Patience))!.Value;

    /// <summary>The next mail that it takes, however late that is; null once it has ended.</summary>
    public async Task<JsonElement?> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() is { } line ? JsonDocument.Parse(line).RootElement : null;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
