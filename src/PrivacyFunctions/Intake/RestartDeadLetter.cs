using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Intake;

/// <summary>
/// A verified request whose start failed ten times is never left lying: it is queued again, the first time at once, because deaths of the process count as
/// failures too, and later after a while, for as long as it waits to be started. Every time an error is logged.
/// </summary>
public sealed partial class RestartDeadLetter(IRequestStore store, IMessageSender sender, TimeProvider time, ILogger<RestartDeadLetter> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    [Function(nameof(RestartDeadLetter))]
    public async Task RunAsync(
        [ServiceBusTrigger(MessageEntities.VerifiedRequestsDeadLetters, Connection = MessageEntities.ConnectionSetting, AutoCompleteMessages = true)] string body,
        string messageId,
        CancellationToken cancellation)
    {
        if (VerifiedRequestMessage.Read(body) is not { } id) return;
        if (await store.FindAsync(id, cancellation) is not { Status: RequestStatus.Queued or RequestStatus.InProgress }) return;
        LogRestart(log, id.Value);
        var now = time.GetUtcNow();
        DateTimeOffset? later = VerifiedRequests.IsAgain(messageId) ? now + Pause : null;
        await sender.SendAsync(MessageEntities.VerifiedRequests, VerifiedRequests.IdOfAgain(id, later ?? now), body, later, cancellation);
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Request {RequestId} could not be started; it is tried again")]
    private static partial void LogRestart(ILogger logger, string requestId);
}
