using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The whole product in one process: HTTP, durable engine, queues and timers over one data folder.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalServer(WebApplication app) => _app = app;

    /// <summary>The first address that it listens on.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The container, for those who run the server inside their own process.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Recovers what a crash left, starts everything, and returns once requests are accepted.</summary>
    public static async Task<LocalServer> StartAsync(ServeOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        new DataDirectory(options.Data).Create();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Urls);
        var app = builder.Build();
        await app.StartAsync(cancellation);
        return new LocalServer(app);
    }

    /// <summary>Serves until the token is cancelled or the process is asked to end, then drains.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(ServeOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var server = await StartAsync(options, cancellation);
        await options.Output.WriteLineAsync($"Listening on {server.Address.ToString().TrimEnd('/')}".AsMemory(), cancellation);
        await server._app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Stops accepting, lets what is in flight finish within the limit, and writes everything down.</summary>
    public Task StopAsync(CancellationToken cancellation) => _app.StopAsync(cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
