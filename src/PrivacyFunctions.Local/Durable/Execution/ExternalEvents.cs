namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>
/// Events by name, without case. What nobody waits for is kept in order; what several wait for goes to the one that asked last,
/// so that a wait given up in a loop does not swallow it.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string? Payload)> _early = [];

    public bool HasWaiters => _waiters.Count > 0;

    public IReadOnlyList<(string Name, string? Payload)> Unprocessed => _early;

    public void Raise(string name, string? payload, bool keep = false)
    {
        if (!keep && _waiters.TryGetValue(name, out var waiting))
        {
            var waiter = waiting[^1];
            Remove(name, waiter);
            waiter.Complete(payload);
        }
        else
        {
            _early.Add((name, payload));
        }
    }

    public Task<string?> Wait(string name, Action<Action> onOrchestrator, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<string?>(cancellation);
        var index = _early.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var payload = _early[index].Payload;
            _early.RemoveAt(index);
            return Task.FromResult(payload);
        }

        var waiter = new Waiter();
        if (!_waiters.TryGetValue(name, out var waiting)) _waiters[name] = waiting = [];
        waiting.Add(waiter);
        waiter.OnCancelled(
            () => onOrchestrator(() =>
            {
                Remove(name, waiter);
                waiter.Cancel(cancellation);
            }),
            cancellation);
        return waiter.Task;
    }

    private void Remove(string name, Waiter waiter)
    {
        if (!_waiters.TryGetValue(name, out var waiting) || !waiting.Remove(waiter)) return;
        if (waiting.Count == 0) _waiters.Remove(name);
    }

    private sealed class Waiter
    {
        private readonly TaskCompletionSource<string?> _source = new();
        private CancellationTokenRegistration _registration;

        public Task<string?> Task => _source.Task;

        public void Complete(string? payload)
        {
            _registration.Unregister();
            _source.TrySetResult(payload);
        }

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);

        public void OnCancelled(Action giveUp, CancellationToken cancellation) => _registration = cancellation.Register(giveUp);
    }
}
