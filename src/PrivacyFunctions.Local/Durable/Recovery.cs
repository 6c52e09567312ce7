using PrivacyFunctions.Local.Durable.Activities;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable;

/// <summary>
/// Finds what is stored but not in motion: after a start, and after a commit of which it is not known whether it happened.
/// </summary>
internal sealed class Recovery
{
    private readonly EngineCore _core;
    private readonly BackgroundWork _again;

    public Recovery(EngineCore core)
    {
        _core = core;
        _again = new BackgroundWork(core, "recovery", ResumeLostAsync);
    }

    /// <summary>Becomes the owner of the file and resumes everything in it. Returns the numbers of activities and instances.</summary>
    public async Task<(int Activities, int Instances)> TakeOverAsync(CancellationToken cancellation)
    {
        var now = _core.Time.GetUtcNow();
        var (work, waiting) = await _core.Database.WriteAsync(
            session =>
            {
                _core.Ownership.Take(session);
                return (_core.Leases.TakeOver(session, now), Waiting(session));
            },
            cancellation);
        _core.Begin();
        Resume(work, waiting);
        return (work.Count, waiting.Count);
    }

    public void Request() => _again.Request();

    private async Task ResumeLostAsync(CancellationToken cancellation)
    {
        var now = _core.Time.GetUtcNow();
        var (work, waiting) = await _core.Database.WriteAsync(
            session =>
            {
                _core.Ownership.Check(session);
                return (_core.Leases.TakeLost(session, now, _core.Dispatcher.Holds), Waiting(session));
            },
            cancellation);
        Resume(work, waiting);
    }

    private static List<long> Waiting(SqliteSession session) =>
        session.Query("SELECT DISTINCT instance FROM durable_inbox", row => row.Number(0));

    private void Resume(List<ActivityWork> work, List<long> waiting)
    {
        foreach (var activity in work) _core.Dispatcher.Enqueue(activity);
        foreach (var instance in waiting) _core.Instances.Signal(instance);
        _core.Timers.Refresh();
        _core.Waiters.PulseAll();
    }
}
