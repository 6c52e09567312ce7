using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Durable.Client;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable;

/// <summary>
/// The embedded durable engine: event-sourced orchestrations in the one SQLite file, behind the same API as Durable Functions. One
/// engine owns the file; the one that starts last takes it over and resumes all that is in it.
/// </summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly EngineCore _core;
    private bool _disposed;

    /// <param name="database">The file; the engine does not close it.</param>
    /// <param name="registry">What can run.</param>
    /// <param name="json">Serialises every input and output.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock of timers, leases and orchestrations.</param>
    /// <param name="loggers">For the engine's own log and for orchestrators' replay-safe loggers.</param>
    public DurableEngine(
        SqliteDatabase database,
        DurableRegistry registry,
        JsonSerializerOptions json,
        DurableEngineOptions options,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _core = new EngineCore(database, registry, json, options, time, loggers);
        Client = new LocalDurableTaskClient(_core);
    }

    /// <summary>Schedules, signals and reads orchestrations; usable before <see cref="StartAsync"/>, when things only queue up.</summary>
    public DurableTaskClient Client { get; }

    internal EngineCore Core => _core;

    /// <summary>Takes the file over and resumes everything in it.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var (activities, instances) = await _core.Recovery.TakeOverAsync(cancellation);
        _core.Logger.EngineStarted(_core.Ownership.Epoch, activities, instances);
    }

    /// <summary>
    /// Takes no new work, lets running activities end within <see cref="DurableEngineOptions.DrainLimit"/> and stores what they
    /// brought; the rest is left to the next start.
    /// </summary>
    /// <param name="cancellation">Cuts the wait short.</param>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (!_core.IsRunning) return;
        _core.Dispatcher.StopTaking();
        await WaitAsync(DrainAsync(), cancellation);
        _core.End();
        await WaitAsync(_core.Instances.Busy.WhenIdleAsync(), cancellation);
        var left = _core.Dispatcher.Held;
        if (left > 0) await AbandonAsync();
        _core.Logger.EngineStopped(left);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync(CancellationToken.None);
        _core.Dispose();
    }

    private async Task DrainAsync()
    {
        await _core.Dispatcher.WhenIdleAsync();
        await _core.Instances.Busy.WhenIdleAsync();
    }

    private async Task WaitAsync(Task work, CancellationToken cancellation)
    {
        try
        {
            await work.WaitAsync(_core.Options.DrainLimit, _core.Time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // What has not ended by now is abandoned.
        }
    }

    private async Task AbandonAsync()
    {
        try
        {
            await _core.Database.WriteAsync(
                session =>
                {
                    _core.Ownership.Check(session);
                    _core.Leases.Abandon(session);
                },
                CancellationToken.None);
        }
        catch (Exception exception)
        {
            _core.Logger.BackgroundFailed("abandoning leases", exception.GetType().Name);
        }
    }
}
