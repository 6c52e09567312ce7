using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Retention;

/// <summary>
/// Once an hour everything of the product's own goes whose time has come. What is due is found by one index for each kind, however many requests
/// there are; what an interrupted run left is done by the next.
/// </summary>
public sealed partial class PurgeData(
    IRequestStore store, RequestPurge purge, Housekeeping housekeeping, RetentionSettings settings, TimeProvider time, ILogger<PurgeData> log)
{
    [Function(nameof(PurgeData))]
    public async Task RunAsync([TimerTrigger("0 13 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await PurgeAsync(RetentionKind.Evidence, now - settings.Evidence, cancellation);
        await PurgeAsync(RetentionKind.Payload, now, cancellation);
        await PurgeAsync(RetentionKind.Party, now - settings.Contact, cancellation);
        await PurgeAsync(RetentionKind.Record, now.AddMonths(-settings.RecordMonths), cancellation);
        await housekeeping.RunAsync(cancellation);
    }

    private async Task PurgeAsync(RetentionKind kind, DateTimeOffset before, CancellationToken cancellation)
    {
        var purged = await RequestSweep.RunAsync(
            most => store.ListRetainedAsync(kind, before, most, cancellation), request => TryAsync(kind, request, cancellation));
        if (purged > 0) LogPurged(log, kind, purged);
    }

    private async Task<bool> TryAsync(RetentionKind kind, RightsRequest request, CancellationToken cancellation)
    {
        try
        {
            return await purge.RunAsync(kind, request, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotPurged(log, kind, request.Id.Value, fault.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(EventId = 1700, Level = LogLevel.Information, Message = "Purged {Kind} of {Count} requests")]
    private static partial void LogPurged(ILogger logger, RetentionKind kind, int count);

    [LoggerMessage(EventId = 1701, Level = LogLevel.Error, Message = "{Kind} of request {RequestId} could not be purged ({Fault}); it is tried again")]
    private static partial void LogNotPurged(ILogger logger, RetentionKind kind, string requestId, string fault);
}
