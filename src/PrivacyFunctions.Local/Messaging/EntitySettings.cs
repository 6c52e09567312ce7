namespace PrivacyFunctions.Local.Messaging;

/// <summary>What a queue and a topic have in common. Defaults are those of Service Bus.</summary>
public abstract record EntitySettings
{
    /// <summary>Name, unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>For how long a second message with the same id is dropped; zero turns the detection off.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest body, in bytes of UTF-8.</summary>
    public int MaxBodyBytes { get; init; } = 256 * 1024;

    /// <summary>Accepts only a flat JSON object of ids, numbers and booleans.</summary>
    public bool IdsOnly { get; init; }
}

/// <summary>A queue or a subscription.</summary>
public sealed record QueueSettings : EntitySettings
{
    /// <summary>A message that was delivered this often without success moves to the dead-letter queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long a received message is hidden from others, unless renewed.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Age at which a message that nobody took expires; null keeps it.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>An expired message moves to the dead-letter queue instead of vanishing.</summary>
    public bool DeadLetterOnExpiration { get; init; }
}

/// <summary>A topic: every message goes to each subscription and into the log.</summary>
public sealed record TopicSettings : EntitySettings
{
    /// <summary>Names of the subscriptions.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>How long the log keeps a message; null when somebody else decides.</summary>
    public TimeSpan? Retention { get; init; } = TimeSpan.FromDays(90);
}
