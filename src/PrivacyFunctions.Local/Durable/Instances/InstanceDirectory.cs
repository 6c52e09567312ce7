using System.Collections.Concurrent;
using PrivacyFunctions.Local.Durable.Activities;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>The orchestrations in memory. One that only waits leaves after a while and costs nothing until it is woken.</summary>
internal sealed class InstanceDirectory : IDisposable
{
    private readonly EngineCore _core;
    private readonly ConcurrentDictionary<long, InstanceActor> _actors = new();
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private bool _sweeping;

    public InstanceDirectory(EngineCore core)
    {
        _core = core;
        _sweep = core.Time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Orchestrations in memory.</summary>
    public int Count => _actors.Count;

    /// <summary>Decisions that are being made or stored.</summary>
    public BusyCount Busy { get; } = new();

    public void Complete(ActivityCompletion completion)
    {
        while (!Find(completion.Work.Instance).Post(completion)) { }
    }

    /// <summary>Messages wait in the inbox of this instance.</summary>
    public void Signal(long key)
    {
        while (!Find(key).Signal()) { }
    }

    /// <summary>The orchestrator of this instance was seen on a thread that is not its own.</summary>
    public void ReportForeign(long key)
    {
        while (!Find(key).ReportForeign()) { }
    }

    public void Remove(InstanceActor actor) => _actors.TryRemove(KeyValuePair.Create(actor.Key, actor));

    /// <summary>An orchestration stays in memory: from now on, look whether it may leave.</summary>
    public void Keep()
    {
        if (Volatile.Read(ref _sweeping)) return;
        lock (_gate)
        {
            if (_sweeping || _core.Stopped.IsCancellationRequested) return;
            _sweeping = true;
            _sweep.Change(_core.Options.KeepInMemory, Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _sweeping = false;
            _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _sweep.Dispose();

    private InstanceActor Find(long key) => _actors.GetOrAdd(key, static (k, core) => new InstanceActor(k, core), _core);

    private void Sweep()
    {
        var idleSince = _core.Time.GetUtcNow() - _core.Options.KeepInMemory;
        foreach (var actor in _actors.Values) actor.LeaveIfIdle(idleSince);
        if (!_actors.IsEmpty)
        {
            // Once, not over and over: after a leap of the clock one look is enough.
            lock (_gate)
            {
                if (_sweeping) _sweep.Change(_core.Options.KeepInMemory / 2, Timeout.InfiniteTimeSpan);
            }

            return;
        }

        Stop();
        if (!_actors.IsEmpty) Keep();
    }
}
