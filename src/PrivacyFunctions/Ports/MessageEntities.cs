namespace PrivacyFunctions.Ports;

/// <summary>Names of the queue and the topic, the same in both runtimes.</summary>
public static class MessageEntities
{
    /// <summary>Queue of verified requests; body <c>{"requestId": …}</c>.</summary>
    public const string VerifiedRequests = "verified-requests";

    /// <summary>Its dead letters.</summary>
    public const string VerifiedRequestsDeadLetters = VerifiedRequests + "/$DeadLetterQueue";

    /// <summary>Topic of CloudEvents.</summary>
    public const string PrivacyEvents = "privacy-events";

    /// <summary>Setting that holds the connection of the Service Bus triggers.</summary>
    public const string ConnectionSetting = "ServiceBus";
}
