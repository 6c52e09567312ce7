namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>Collects what handlers saw and says when that was enough.</summary>
internal sealed class Probe<T>(int expected)
{
    private readonly List<T> _seen = [];
    private readonly TaskCompletionSource<IReadOnlyList<T>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IReadOnlyList<T>> All => _all.Task;

    public Task<T> First => _first.Task;

    public Task SeeAsync(T item)
    {
        lock (_seen)
        {
            _seen.Add(item);
            _first.TrySetResult(item);
            if (_seen.Count == expected) _all.SetResult([.. _seen]);
        }

        return Task.CompletedTask;
    }
}
