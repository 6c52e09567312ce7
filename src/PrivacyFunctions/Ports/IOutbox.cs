namespace PrivacyFunctions.Ports;

/// <summary>Messages that were committed and have not left yet.</summary>
public interface IOutbox
{
    /// <summary>Messages that are due, oldest first, leased to the caller until <paramref name="lease"/> has passed. When it fails, nothing stays leased.</summary>
    Task<IReadOnlyList<OutboxEntry>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Prolongs the lease of messages that are still being worked on: from now, by <paramref name="lease"/>.</summary>
    Task RenewAsync(IReadOnlyList<OutboxEntry> entries, TimeSpan lease, CancellationToken cancellation);

    /// <summary>They have left.</summary>
    Task CompleteAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellation);

    /// <summary>It did not leave; try again at <paramref name="notBefore"/>.</summary>
    Task PostponeAsync(OutboxEntry entry, DateTimeOffset notBefore, CancellationToken cancellation);

    /// <summary>Ends when something was committed since the last call, when a message becomes due, or when <paramref name="patience"/> has passed.</summary>
    Task WaitAsync(TimeSpan patience, CancellationToken cancellation);
}

/// <summary>A message that waits.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it was leased, this time included.</param>
public sealed record OutboxEntry(long Sequence, OutboxMessage Message, int Attempts);
