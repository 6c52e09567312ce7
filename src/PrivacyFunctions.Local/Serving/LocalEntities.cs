using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The queues and topics of the product.</summary>
internal static class LocalEntities
{
    /// <summary>Requests whose person is verified; ids only, 1 KB.</summary>
    public const string VerifiedRequests = "verified-requests";

    /// <summary>Completion and status events.</summary>
    public const string Events = "privacy-events";

    public static IReadOnlyList<EntitySettings> All { get; } =
    [
        new QueueSettings { Name = VerifiedRequests, IdsOnly = true, MaxBodyBytes = 1024 },
        new TopicSettings { Name = Events },
    ];
}
