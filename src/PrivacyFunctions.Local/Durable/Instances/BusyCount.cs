namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>Counts what is going on, and tells when it is nothing.</summary>
internal sealed class BusyCount
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    public void Enter()
    {
        lock (_gate) _count++;
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0) _idle?.TrySetResult();
        }
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_count == 0) return Task.CompletedTask;
            if (_idle is null or { Task.IsCompleted: true }) _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
