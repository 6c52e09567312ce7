using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Timers;

namespace PrivacyFunctions.Local.Serving;

/// <summary>
/// What the Functions host and its extensions do on Azure: orchestrations, queues and timers, in step with the process. HTTP answers first, however
/// much a crash left to be resumed. When the process stops, it takes nothing new at once and finishes what it has while HTTP finishes too.
/// </summary>
internal sealed partial class LocalRuntime(
    FunctionCatalogue catalogue,
    DurableEngine engine,
    IEnumerable<ILeaseHolder> leases,
    ServeOptions options,
    IConfiguration settings,
    IServiceProvider services,
    ILogger<LocalRuntime> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly List<MessagePump> _pumps = [];
    private readonly List<TimerRunner> _timers = [];
    private Task _draining = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var zone = TimerZone.Of(settings);
        var released = 0;
        foreach (var holder in leases) released += await holder.ReleaseAsync(cancellationToken);
        if (released > 0) LogTakenBack(released);
        _pumps.AddRange(MessageFunctions.Pumps(catalogue, services));
        _timers.AddRange(TimerFunctions.Runners(catalogue, zone, services));
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken);
        foreach (var pump in _pumps) pump.Start();
        foreach (var timer in _timers) timer.Start();
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _draining = Task.WhenAll(
            [.. _timers.Select(t => t.StopAsync(options.DrainLimit)), .. _pumps.Select(p => p.StopAsync(options.DrainLimit))]);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _draining;
        }
        finally
        {
            await engine.StopAsync(cancellationToken);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in _timers) await timer.DisposeAsync();
        foreach (var pump in _pumps) await pump.DisposeAsync();
    }

    [LoggerMessage(5010, LogLevel.Information, "{Count} messages and notices taken back from a run that ended early")]
    private partial void LogTakenBack(int count);
}
