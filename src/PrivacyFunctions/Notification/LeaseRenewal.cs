using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Notification;

/// <summary>Keeps notices leased for as long as somebody works on them, however slow the mail system is.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    /// <param name="outbox">Where the notices are leased.</param>
    /// <param name="entries">The notices.</param>
    /// <param name="lease">The lease, renewed each time a third of it has passed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Told of renewals that failed; the next one may succeed.</param>
    public LeaseRenewal(IOutbox outbox, IReadOnlyList<OutboxEntry> entries, TimeSpan lease, TimeProvider time, Action<Exception> failed) =>
        _renewing = RenewAsync(outbox, entries, lease, time, failed);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task RenewAsync(
        IOutbox outbox, IReadOnlyList<OutboxEntry> entries, TimeSpan lease, TimeProvider time, Action<Exception> failed)
    {
        while (true)
        {
            await Task.Delay(lease / 3, time, _ended.Token);
            try
            {
                await outbox.RenewAsync(entries, lease, _ended.Token);
            }
            catch (Exception fault) when (!_ended.IsCancellationRequested)
            {
                failed(fault);
            }
        }
    }
}
