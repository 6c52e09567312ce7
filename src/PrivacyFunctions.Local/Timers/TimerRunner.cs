using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Local.Timers;

/// <summary>What a timer runs; its exceptions are logged by type and do not end the timer.</summary>
public delegate Task TimerHandler(TimerInfo timer, CancellationToken cancellation);

/// <summary>What a timer is called and when it runs.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Expression">The schedule as written.</param>
/// <param name="UseMonitor">Keep the status and make up, once, for runs missed while the process was down.</param>
/// <param name="RunOnStartup">Run at the start as well.</param>
public sealed record TimerSettings(string Function, string Expression, bool UseMonitor, bool RunOnStartup);

/// <summary>Runs one timer function at its due times, never twice at once.</summary>
public sealed partial class TimerRunner : IAsyncDisposable
{
    // A clock that is set, or a machine that slept, is noticed within this time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private const int SaveTries = 5;

    private readonly TimerSettings _settings;
    private readonly TimerSchedule _schedule;
    private readonly bool _monitored;
    private readonly TimerHandler _handler;
    private readonly TimerStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<TimerRunner> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stopHandler = new();
    private Task _running = Task.CompletedTask;

    /// <param name="settings">Name and schedule.</param>
    /// <param name="zone">The zone in which the schedule is read.</param>
    /// <param name="handler">What runs.</param>
    /// <param name="store">Where a monitored timer keeps its status.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives names and types of exceptions.</param>
    public TimerRunner(
        TimerSettings settings, TimeZoneInfo zone, TimerHandler handler, TimerStore store, TimeProvider time, ILogger<TimerRunner> logger)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _schedule = TimerSchedule.Parse(settings.Expression, zone);
        _monitored = settings.UseMonitor && !_schedule.IsFrequent;
        (_settings, _handler, _store, _time, _logger) = (settings, handler, store, time, logger);
    }

    /// <summary>Begins to wait for due times.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Starts no further run and waits for the present one up to the limit, then cancels it.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        await _stopping.CancelAsync();
        using var over = new CancellationTokenSource();
        await Task.WhenAny(_running, Task.Delay(limit, _time, over.Token));
        await over.CancelAsync();
        await _stopHandler.CancelAsync();
    }

    /// <summary>Stops without a drain.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _stopping.Dispose();
        if (_running.IsCompleted) _stopHandler.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var status = await BeginAsync();
            while (status is not null)
            {
                await WaitUntilAsync(status.Next);
                status = await RunAsync(status, pastDue: false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (Exception exception)
        {
            LogStopped(_settings.Function, exception.GetType().Name);
        }
    }

    private async Task<TimerStatus?> BeginAsync()
    {
        var now = _time.GetUtcNow();
        var status = _monitored ? await ReadAsync() : null;
        if (status is not null && status.Schedule != _settings.Expression) status = Following(status.Last, status.Last ?? now);
        var known = status;
        status ??= Following(null, now);
        if (status is null) return null;
        var pastDue = known is not null && status.Next <= now;
        if (pastDue || _settings.RunOnStartup) return await RunAsync(status, pastDue);
        await SaveAsync(status);
        return status;
    }

    private async Task<TimerStatus?> RunAsync(TimerStatus status, bool pastDue)
    {
        _stopping.Token.ThrowIfCancellationRequested();
        var begun = _time.GetUtcNow();
        await CallAsync(Info(status, pastDue));
        // From the end of the run: due times that passed during it are skipped, not caught up with.
        var next = Following(begun, _time.GetUtcNow());
        if (next is not null) await SaveAsync(next);
        return next;
    }

    private async Task CallAsync(TimerInfo timer)
    {
        try
        {
            await _handler(timer, _stopHandler.Token);
        }
        catch (Exception exception)
        {
            LogFailed(_settings.Function, exception.GetType().Name);
            if (_stopHandler.IsCancellationRequested) throw new OperationCanceledException(_stopping.Token);
        }
    }

    private TimerStatus? Following(DateTimeOffset? last, DateTimeOffset after) =>
        _schedule.Next(after) is { } next ? new TimerStatus(_settings.Expression, last, next) : null;

    // Without its status it cannot tell what is due, so it asks until it is told.
    private async Task<TimerStatus?> ReadAsync()
    {
        while (true)
        {
            try
            {
                return await _store.ReadAsync(_settings.Function, _stopping.Token);
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogStoreFailed(_settings.Function, exception.GetType().Name);
            }

            await Task.Delay(PauseAfterFailure, _time, _stopping.Token);
        }
    }

    // A status that cannot be kept does not stop the timer: at worst a run is made up for once more after a restart.
    private async Task SaveAsync(TimerStatus status)
    {
        if (!_monitored) return;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await _store.WriteAsync(_settings.Function, status, CancellationToken.None);
                return;
            }
            catch (Exception exception)
            {
                LogStoreFailed(_settings.Function, exception.GetType().Name);
            }

            if (tries == SaveTries) return;
            await Task.Delay(PauseAfterFailure, _time, _stopping.Token);
        }
    }

    private TimerInfo Info(TimerStatus status, bool pastDue) => new()
    {
        IsPastDue = pastDue,
        ScheduleStatus = !_monitored ? null : new ScheduleStatus
        {
            Last = status.Last?.UtcDateTime ?? default,
            Next = status.Next.UtcDateTime,
            LastUpdated = (status.UpdatedAt == default ? _time.GetUtcNow() : status.UpdatedAt).UtcDateTime,
        },
    };

    private async Task WaitUntilAsync(DateTimeOffset due)
    {
        while (due - _time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, _time, _stopping.Token);
    }

    [LoggerMessage(5301, LogLevel.Error, "Timer {Function} failed ({ExceptionType}); it runs again when next due")]
    private partial void LogFailed(string function, string exceptionType);

    [LoggerMessage(5303, LogLevel.Error, "The status of timer {Function} could not be read or kept ({ExceptionType})")]
    private partial void LogStoreFailed(string function, string exceptionType);

    [LoggerMessage(5302, LogLevel.Critical, "Timer {Function} has stopped ({ExceptionType})")]
    private partial void LogStopped(string function, string exceptionType);
}
