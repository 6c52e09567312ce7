using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>Sends to the local queues and topics.</summary>
public sealed class LocalMessageSender(MessageBroker broker) : IMessageSender
{
    /// <inheritdoc />
    public Task SendAsync(string entity, string messageId, string body, DateTimeOffset? notBefore, CancellationToken cancellation) =>
        broker.SendAsync(new OutgoingMessage(entity, messageId, body, notBefore), cancellation);
}
