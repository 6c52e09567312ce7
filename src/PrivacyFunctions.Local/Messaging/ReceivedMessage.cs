namespace PrivacyFunctions.Local.Messaging;

/// <summary>A message under a lock. Whoever holds the lock settles it: complete, abandon or dead-letter.</summary>
public sealed record ReceivedMessage
{
    public required MessageLock Lock { get; init; }

    public required string MessageId { get; init; }

    public required string Body { get; init; }

    /// <summary>How often it has been delivered, this time included.</summary>
    public required int DeliveryCount { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Why it is in a dead-letter queue; null elsewhere.</summary>
    public DeadLetterReason? DeadLetter { get; init; }
}

/// <summary>The right to settle one delivery of one message.</summary>
/// <param name="Entity">The queue or subscription.</param>
/// <param name="Sequence">The message's number.</param>
/// <param name="Token">Drawn at each delivery: whoever holds an older one is refused.</param>
/// <param name="Until">When the lock lapses unless it is renewed.</param>
public sealed record MessageLock(string Entity, long Sequence, Guid Token, DateTimeOffset Until);

/// <summary>Messages just locked and, when there are none, when the next one can become available by itself.</summary>
/// <param name="Messages">In order of delivery.</param>
/// <param name="NextDue">The earliest end of a lock or of a delay; null when only a new message can help.</param>
public sealed record ReceivedBatch(IReadOnlyList<ReceivedMessage> Messages, DateTimeOffset? NextDue);
