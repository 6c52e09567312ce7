using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The queues and topics of the product, with what is special about them.</summary>
internal static class LocalEntities
{
    public static IReadOnlyList<EntitySettings> All { get; } =
    [
        new QueueSettings { Name = MessageEntities.VerifiedRequests, IdsOnly = true, MaxBodyBytes = 1024 },
        // The sweep decides how long events are kept (Privacy__Retention__Events).
        // They are published by the very commit that they tell of: here none is ever published twice.
        new TopicSettings { Name = MessageEntities.PrivacyEvents, DuplicateWindow = TimeSpan.Zero, Retention = null },
    ];
}
