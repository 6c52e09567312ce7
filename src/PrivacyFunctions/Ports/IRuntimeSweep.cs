namespace PrivacyFunctions.Ports;

/// <summary>Removes what a runtime keeps around requests: published events, dead letters, mail that was written to files, what was never finished.</summary>
public interface IRuntimeSweep
{
    /// <summary>Removes what is older than said. Doing so again removes nothing more.</summary>
    /// <returns>How many things of each kind went.</returns>
    Task<IReadOnlyList<SweptItems>> SweepAsync(SweepLimits limits, CancellationToken cancellation);
}

/// <summary>Things made before these instants go.</summary>
/// <param name="Events">Published events.</param>
/// <param name="DeadLetters">Messages that could not be handled.</param>
/// <param name="Mail">Mail written to files.</param>
/// <param name="Abandoned">Unfinished files.</param>
public sealed record SweepLimits(DateTimeOffset Events, DateTimeOffset DeadLetters, DateTimeOffset Mail, DateTimeOffset Abandoned);

/// <summary>How many things of a kind went.</summary>
/// <param name="What">The kind, a word.</param>
/// <param name="Count">How many.</param>
public readonly record struct SweptItems(string What, long Count);
