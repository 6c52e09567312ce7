using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Removes the histories of orchestrations of closed requests, of every round and with all that they started.</summary>
public sealed partial class PurgeHistory(IRequestStore store, RetentionSettings settings, TimeProvider time, ILogger<PurgeHistory> log)
{
    private static readonly PurgeInstanceOptions WithAllItStarted = new(Recursive: true);

    [Function(nameof(PurgeHistory))]
    public Task RunAsync([TimerTrigger("0 43 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        return RequestSweep.RunAsync(
            most => store.ListRetainedAsync(RetentionKind.History, time.GetUtcNow() - settings.History, most, cancellation),
            request => PurgeAsync(request, orchestrations, cancellation));
    }

    private async Task<bool> PurgeAsync(RightsRequest request, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        try
        {
            var purged = 0L;
            for (var round = 1; round <= request.Round; round++)
            {
                var id = new RequestWork(request.Id.Value, round).InstanceId;
                // One that still runs is ended first, by whoever closed its request.
                if (await orchestrations.GetInstanceAsync(id, cancellation) is { IsCompleted: false }) return false;
                purged += (await orchestrations.PurgeInstanceAsync(id, WithAllItStarted, cancellation)).PurgedInstanceCount;
            }

            var now = time.GetUtcNow();
            var entry = new AuditEntry("retention.purged", now, AuditEntry.ByItself, request.Id, WireName.Of(RetentionKind.History))
            {
                Facts = new Dictionary<string, AuditFact> { ["instances"] = purged },
            };
            return await store.CommitAsync(new RequestCommit(request.WithPurged(RetentionKind.History, now)) { Audit = [entry] }, cancellation) is CommitResult.Committed;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotPurged(log, request.Id.Value, fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(EventId = 1510, Level = LogLevel.Error, Message = "The history of request {RequestId} could not be purged ({Fault}); it is tried again")]
    private static partial void LogNotPurged(ILogger logger, string requestId, string fault);
}
