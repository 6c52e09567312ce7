using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Timers;

/// <summary>
/// All durable timers of all instances: one clock, set to the earliest of them. What is due becomes a message in its instance's
/// inbox, in the transaction that removes the timer. Waiting costs neither memory nor statements.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private const int Batch = 256;
    // A clock that is set, or a machine that slept, is noticed within this time.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly EngineCore _core;
    private readonly BackgroundWork _firing;
    private readonly ITimer _clock;
    private readonly Lock _gate = new();
    private DateTimeOffset? _next;

    public TimerQueue(EngineCore core)
    {
        _core = core;
        _firing = new BackgroundWork(core, "durable timers", FireAsync);
        _clock = core.Time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A timer with this due time has been stored. When one before it is overdue, the clock was set forward, and that one is not waited for.</summary>
    public void Expect(DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_next is not { } next || next > due) Set(due);
            else if (next <= _core.Time.GetUtcNow()) Refresh();
        }
    }

    /// <summary>Looks what is due, and sets the clock anew.</summary>
    public void Refresh() => _firing.Request();

    public void Stop() => _clock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _clock.Dispose();

    // Costs no statement while the earliest is not due.
    private void Look()
    {
        lock (_gate)
        {
            if (_next is { } due && due > _core.Time.GetUtcNow())
            {
                Set(due);
                return;
            }
        }

        Refresh();
    }

    private async Task FireAsync(CancellationToken cancellation)
    {
        lock (_gate) _next = null;
        var now = _core.Time.GetUtcNow();
        var (woken, next) = await _core.Database.WriteAsync(
            session =>
            {
                _core.Ownership.Check(session);
                return (Fire(session, now), Earliest(session));
            },
            cancellation);
        foreach (var instance in woken) _core.Instances.Signal(instance);
        if (next is { } due) Expect(due);
    }

    private static HashSet<long> Fire(SqliteSession session, DateTimeOffset now)
    {
        var due = session.Query(
            "SELECT instance, task, due_at FROM durable_timers WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2",
            row => (Instance: row.Number(0), Task: row.Whole(1), Due: row.Time(2)),
            now,
            Batch);
        foreach (var timer in due)
        {
            session.Execute("DELETE FROM durable_timers WHERE instance = ?1 AND task = ?2", timer.Instance, timer.Task);
            Send(session, timer.Instance, timer.Task, timer.Due);
        }

        return [.. due.Select(timer => timer.Instance)];
    }

    private static void Send(SqliteSession session, long instance, int task, DateTimeOffset due)
    {
        if (task == InstanceWrites.StartTimer)
        {
            InstanceWrites.Send(session, instance, new OrchestrationEvent.Started());
            return;
        }

        var generation = session.Scalar("SELECT generation FROM durable_instances WHERE key = ?1", instance);
        InstanceWrites.Send(session, instance, new OrchestrationEvent.TimerFired(task, due), (int?)generation);
    }

    private static DateTimeOffset? Earliest(SqliteSession session) =>
        session.First("SELECT min(due_at) FROM durable_timers", row => row.TimeOrNull(0));

    private void Set(DateTimeOffset due)
    {
        _next = due;
        if (_core.Stopped.IsCancellationRequested) return;
        var wait = due - _core.Time.GetUtcNow();
        if (wait <= TimeSpan.Zero) Refresh();
        else _clock.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
    }
}
