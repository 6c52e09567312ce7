namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>Callers in this process that wait for an instance's next change of status.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <summary>Reads until <paramref name="isReached"/>, once at first and once after every change.</summary>
    public async Task<T> UntilAsync<T>(string id, Func<Task<T>> read, Func<T, bool> isReached, CancellationToken cancellation)
    {
        while (true)
        {
            var waiting = Enter(id);
            try
            {
                var state = await read();
                if (isReached(state)) return state;
                await waiting.Changed.Task.WaitAsync(cancellation);
            }
            finally
            {
                Leave(id, waiting);
            }
        }
    }

    public void Pulse(string id)
    {
        Waiting? waiting;
        lock (_gate) _waiting.Remove(id, out waiting);
        waiting?.Changed.TrySetResult();
    }

    /// <summary>Changes may have been missed: everybody looks again.</summary>
    public void PulseAll()
    {
        List<string> ids;
        lock (_gate) ids = [.. _waiting.Keys];
        foreach (var id in ids) Pulse(id);
    }

    private Waiting Enter(string id)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(id, out var waiting)) _waiting[id] = waiting = new Waiting();
            waiting.Callers++;
            return waiting;
        }
    }

    private void Leave(string id, Waiting waiting)
    {
        lock (_gate)
        {
            if (--waiting.Callers == 0 && _waiting.TryGetValue(id, out var current) && current == waiting) _waiting.Remove(id);
        }
    }

    private sealed class Waiting
    {
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Callers { get; set; }
    }
}
