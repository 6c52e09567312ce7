namespace PrivacyFunctions.Local.Messaging;

/// <summary>How messages are handed to handlers.</summary>
public sealed record PumpOptions
{
    /// <summary>Handlers that run at once, per queue; the Functions extension's default.</summary>
    public int ConcurrentCalls { get; init; } = 16;

    /// <summary>
    /// Delay before a message whose handler failed is delivered again, by the number of deliveries so far. Growing, so that ten
    /// deliveries outlast a short outage.
    /// </summary>
    public Func<int, TimeSpan> RedeliveryDelay { get; init; } = static deliveries =>
        TimeSpan.FromMilliseconds(Math.Min(100.0 * (deliveries - 1) * (deliveries - 1), 60_000));

    /// <summary>Pause after the store failed.</summary>
    public TimeSpan RetryAfterFailure { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After a drain's limit, how long cancelled handlers have to return.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(2);
}
