namespace PrivacyFunctions.Local.Durable.Activities;

/// <summary>
/// Renews the leases of this engine while it holds activities, and delivers again what has expired (the machine slept, the store was
/// away): the earlier delivery then comes too late. Silent while nothing is held.
/// </summary>
internal sealed class LeaseKeeper : IDisposable
{
    private readonly EngineCore _core;
    private readonly BackgroundWork _renewal;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly TimeSpan _period;
    private DateTimeOffset _tick;
    private bool _awake;

    public LeaseKeeper(EngineCore core)
    {
        _core = core;
        _period = core.Leases.Duration / 3;
        _renewal = new BackgroundWork(core, "renewal of leases", RenewAsync);
        _timer = core.Time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Wake()
    {
        if (Volatile.Read(ref _awake)) return;
        lock (_gate)
        {
            if (_awake || _core.Stopped.IsCancellationRequested) return;
            _awake = true;
            Set();
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _awake = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        if (_core.Dispatcher.Held == 0)
        {
            Stop();
            if (_core.Dispatcher.Held > 0) Wake();
            return;
        }

        lock (_gate)
        {
            _tick = _core.Time.GetUtcNow();
            if (_awake) Set();
        }

        _renewal.Request();
    }

    // Once, not over and over: after a leap of the clock one look is enough.
    private void Set() => _timer.Change(_period, Timeout.InfiniteTimeSpan);

    private async Task RenewAsync(CancellationToken cancellation)
    {
        DateTimeOffset now;
        lock (_gate) now = _tick;
        var expired = await _core.Database.WriteAsync(
            session =>
            {
                _core.Ownership.Check(session);
                var again = _core.Leases.TakeOver(session, now);
                _core.Leases.Renew(session, now);
                return again;
            },
            cancellation);
        if (expired.Count > 0) _core.Logger.LeasesExpired(expired.Count);
        foreach (var work in expired) _core.Dispatcher.Enqueue(work);
    }
}
