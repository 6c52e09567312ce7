using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>
/// A verified request whose start failed ten times is never left lying: it is queued again a while later, for as long as it waits to be
/// started, and every time an error is logged.
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
        var again = time.GetUtcNow() + Pause;
        var nextId = $"{id}-again-{again.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        await sender.SendAsync(MessageEntities.VerifiedRequests, nextId, body, again, cancellation);
    }

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Request {RequestId} could not be started; it is tried again in ten minutes")]
    private static partial void LogRestart(ILogger logger, string requestId);
}
