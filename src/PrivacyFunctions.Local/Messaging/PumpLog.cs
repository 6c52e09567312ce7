using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>What the pump reports: entities, numbers and types of exceptions.</summary>
internal sealed partial class PumpLog(ILogger logger)
{
    public void HandlerFailed(ReceivedMessage message, Exception exception) =>
        LogHandlerFailed(message.Lock.Entity, message.MessageId, message.DeliveryCount, exception.GetType().Name);

    public void Failed(string entity, Exception exception) => LogFailed(entity, exception.GetType().Name);

    [LoggerMessage(5101, LogLevel.Warning, "{Entity}: lock of message {Sequence} lost; it will be delivered again")]
    public partial void LockLost(string entity, long sequence);

    [LoggerMessage(5102, LogLevel.Warning, "{Entity}: {Count} messages given back unfinished")]
    public partial void GivenBack(string entity, int count);

    [LoggerMessage(5103, LogLevel.Warning, "{Entity}: message {MessageId} failed at delivery {DeliveryCount} ({ExceptionType})")]
    private partial void LogHandlerFailed(string entity, string messageId, int deliveryCount, string exceptionType);

    [LoggerMessage(5104, LogLevel.Error, "{Entity}: the queue cannot be reached ({ExceptionType})")]
    private partial void LogFailed(string entity, string exceptionType);
}
