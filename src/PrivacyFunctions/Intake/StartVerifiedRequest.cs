using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Starts the orchestration of a verified request. Only the winner of the conditional write <c>queued → in-progress</c> starts it;
/// a redelivery that finds <c>in-progress</c> without an instance makes up for a start that was lost.
/// </summary>
public sealed partial class StartVerifiedRequest(WorkStarter starter, ILogger<StartVerifiedRequest> log)
{
    [Function(nameof(StartVerifiedRequest))]
    public async Task RunAsync(
        [ServiceBusTrigger(MessageEntities.VerifiedRequests, Connection = MessageEntities.ConnectionSetting, AutoCompleteMessages = true)] string body,
        string messageId,
        int deliveryCount,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation)
    {
        if (VerifiedRequestMessage.Read(body) is not { } id)
        {
            LogUnreadable(log, messageId);
            return;
        }

        var result = await starter.StartAsync(id, orchestrations, cancellation);
        LogStart(log, id.Value, result, deliveryCount);
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Request {RequestId}: {Result} at delivery {Delivery}")]
    private static partial void LogStart(ILogger logger, string requestId, StartResult result, int delivery);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Message {MessageId} names no request and was dropped")]
    private static partial void LogUnreadable(ILogger logger, string messageId);
}
