namespace PrivacyFunctions.Local.Messaging;

/// <summary>Renews a message's lock at half of its duration for as long as the handler runs, and says when it was lost.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    private readonly MessageBroker _broker;
    private readonly TimeProvider _time;
    private readonly PumpLog _log;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lost;
    private readonly Task _renewing;

    public LockRenewal(MessageBroker broker, MessageLock held, TimeProvider time, PumpLog log, CancellationToken stopping)
    {
        (_broker, _time, _log, Current) = (broker, time, log, held);
        _lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _renewing = RenewAsync();
    }

    /// <summary>The lock with its present end.</summary>
    public MessageLock Current { get; private set; }

    /// <summary>True once somebody else may have the message.</summary>
    public bool IsLost { get; private set; }

    /// <summary>For the handler: ends when the lock is lost or the process stops.</summary>
    public CancellationToken Cancellation => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (!IsLost)
            {
                await Task.Delay(Pause(), _time, _ended.Token);
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The handler is done.
        }
    }

    private TimeSpan Pause()
    {
        var left = Current.Until - _time.GetUtcNow();
        return left > TimeSpan.Zero ? left / 2 : TimeSpan.Zero;
    }

    private async Task RenewOnceAsync()
    {
        try
        {
            if (await _broker.RenewAsync(Current, _ended.Token) is { } renewed) Current = renewed;
            else await LoseAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A store that fails now may work at the next half of what is left; past the end the lock is gone.
            _log.Failed(Current.Entity, exception);
            if (Current.Until - _time.GetUtcNow() < TimeSpan.FromMilliseconds(100)) await LoseAsync();
        }
    }

    private async Task LoseAsync()
    {
        IsLost = true;
        _log.LockLost(Current.Entity, Current.Sequence);
        await _lost.CancelAsync();
    }
}
