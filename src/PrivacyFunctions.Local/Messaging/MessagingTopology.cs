using System.Collections.Frozen;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>Every queue, topic, subscription and dead-letter queue that exists in this process.</summary>
public sealed class MessagingTopology
{
    private readonly FrozenDictionary<string, EntitySettings> _entities;

    /// <param name="entities">Queues and topics; subscriptions and dead-letter queues follow from them.</param>
    public MessagingTopology(IEnumerable<EntitySettings> entities)
    {
        ArgumentNullException.ThrowIfNull(entities);
        _entities = entities.SelectMany(Expand).ToFrozenDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names of all dead-letter queues.</summary>
    public IEnumerable<string> DeadLetterQueues => _entities.Keys.Where(EntityPath.IsDeadLetter);

    /// <summary>Names of all topics.</summary>
    public IEnumerable<string> Topics => _entities.Values.OfType<TopicSettings>().Select(topic => topic.Name);

    /// <summary>The settings of a queue, subscription or dead-letter queue.</summary>
    /// <exception cref="UnknownEntityException">There is none of that name.</exception>
    public QueueSettings Queue(string path) => Find(path) as QueueSettings ?? throw new UnknownEntityException(path);

    /// <summary>The settings of whatever can be sent to.</summary>
    /// <exception cref="UnknownEntityException">There is none of that name.</exception>
    public EntitySettings Destination(string path) =>
        Find(path) is { } entity && !EntityPath.IsDeadLetter(entity.Name) ? entity : throw new UnknownEntityException(path);

    private EntitySettings? Find(string path) => _entities.GetValueOrDefault(path);

    private static IEnumerable<EntitySettings> Expand(EntitySettings entity) => entity switch
    {
        QueueSettings queue => [queue, DeadLetter(queue)],
        TopicSettings topic => topic.Subscriptions.Select(s => Subscription(topic, s)).SelectMany(Expand).Prepend(topic),
        _ => throw new ArgumentOutOfRangeException(nameof(entity)),
    };

    private static QueueSettings Subscription(TopicSettings topic, string name) => new()
    {
        Name = EntityPath.Subscription(topic.Name, name),
        DuplicateWindow = TimeSpan.Zero,
        MaxBodyBytes = topic.MaxBodyBytes,
        IdsOnly = topic.IdsOnly,
    };

    // Nothing leaves a dead-letter queue by itself: no limit of deliveries, no expiry.
    private static QueueSettings DeadLetter(QueueSettings queue) => queue with
    {
        Name = EntityPath.DeadLetter(queue.Name),
        MaxDeliveryCount = int.MaxValue,
        TimeToLive = null,
        DuplicateWindow = TimeSpan.Zero,
    };
}
