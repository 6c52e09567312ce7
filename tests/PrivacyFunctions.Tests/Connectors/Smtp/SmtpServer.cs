using System.Diagnostics;
using System.Text.Json;

namespace PrivacyFunctions.Tests.Connectors.Smtp;

/// <summary>A real SMTP server (aiosmtpd) in a process of its own; <c>tests/install.sh</c> installs it.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SmtpServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(params string[] options)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Connectors", "Smtp", "smtp_server.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, .. options]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("Python did not start.");
        var first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(first is not null, "The SMTP server did not start: run tests/install.sh.");
        return new SmtpServer(process, JsonDocument.Parse(first).RootElement.GetProperty("port").GetInt32());
    }

    /// <summary>The next mail that it took.</summary>
    public async Task<JsonElement> NextAsync() => JsonDocument.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!).RootElement;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
