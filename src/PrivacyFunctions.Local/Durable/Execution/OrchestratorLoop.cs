namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>
/// Runs orchestrator code on one thread at a time, without ever leaving it: continuations of the context's own tasks run inline or
/// from the queue here. A continuation that comes from another thread proves that something else was awaited.
/// </summary>
internal sealed class OrchestratorLoop(Action foreign)
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private Context? _context;
    private volatile int _thread;

    public bool IsCurrent => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Runs <paramref name="work"/> and everything it sets free, until nothing is left to run.</summary>
    public void Run(Action work)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context ??= new Context(this));
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            work();
        }
        finally
        {
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs what was posted; called inside <see cref="Run"/>, after each event.</summary>
    public void Drain()
    {
        while (_posted.TryDequeue(out var next)) next.Callback(next.State);
    }

    public void ReportForeign() => foreign();

    private void Post(SendOrPostCallback callback, object? state)
    {
        if (IsCurrent) _posted.Enqueue((callback, state));
        else ReportForeign();
    }

    private sealed class Context(OrchestratorLoop loop) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => loop.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state)
        {
            if (loop.IsCurrent) d(state);
            else loop.ReportForeign();
        }

        public override SynchronizationContext CreateCopy() => this;
    }
}
