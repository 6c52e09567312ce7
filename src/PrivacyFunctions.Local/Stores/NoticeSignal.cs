namespace PrivacyFunctions.Local.Stores;

/// <summary>Wakes the one that sends notices when some were committed.</summary>
public sealed class NoticeSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0);

    public void Raise()
    {
        // More than one raised at once does no harm: the sender then looks once too often.
        if (_raised.CurrentCount == 0) _raised.Release();
    }

    /// <summary>Ends when it was raised since the last call, or when patience has passed.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        using var passed = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(passed.Token, cancellation);
        try
        {
            await _raised.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Patience has passed: the caller looks anyway.
        }
    }

    public void Dispose() => _raised.Dispose();
}
