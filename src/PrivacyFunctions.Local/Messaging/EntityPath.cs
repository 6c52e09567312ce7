namespace PrivacyFunctions.Local.Messaging;

/// <summary>Names of queues, subscriptions and dead-letter queues as Service Bus writes them.</summary>
public static class EntityPath
{
    private const string DeadLetterSuffix = "/$DeadLetterQueue";

    /// <summary>The dead-letter queue of a queue or subscription.</summary>
    public static string DeadLetter(string entity) => entity + DeadLetterSuffix;

    /// <summary>A subscription of a topic.</summary>
    public static string Subscription(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    /// <summary>True for a path that ends in <c>$DeadLetterQueue</c>.</summary>
    public static bool IsDeadLetter(string entity) => entity.EndsWith(DeadLetterSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The queue or subscription to which a dead-letter queue belongs; any other path is its own.</summary>
    public static string Owner(string entity) => IsDeadLetter(entity) ? entity[..^DeadLetterSuffix.Length] : entity;
}
