namespace PrivacyFunctions.Ports;

/// <summary>Sends to queues and topics (Azure Service Bus, or the local queues).</summary>
public interface IMessageSender
{
    /// <summary>Sends one message; when the task has ended, the broker has it durably.</summary>
    /// <param name="entity">Queue or topic.</param>
    /// <param name="messageId">For duplicate detection.</param>
    /// <param name="body">The body, JSON.</param>
    /// <param name="notBefore">Scheduled delivery, if not at once.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task SendAsync(string entity, string messageId, string body, DateTimeOffset? notBefore, CancellationToken cancellation);
}
