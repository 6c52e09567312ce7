namespace PrivacyFunctions.Local.Messaging;

/// <summary>A message to be sent to a queue or topic.</summary>
/// <param name="Entity">The queue or topic.</param>
/// <param name="MessageId">At most 128 characters; a second message with the same id within the window is dropped.</param>
/// <param name="Body">UTF-8 text; ids and counts, never personal data.</param>
/// <param name="NotBefore">Delivered from this moment on; null means at once.</param>
public sealed record OutgoingMessage(string Entity, string MessageId, string Body, DateTimeOffset? NotBefore = null);

/// <summary>What became of a message that was sent.</summary>
public enum SendOutcome
{
    /// <summary>It is in the queue, or in the topic's log and subscriptions.</summary>
    Accepted,

    /// <summary>The same message id was sent within the window: nothing changed.</summary>
    Duplicate,
}
