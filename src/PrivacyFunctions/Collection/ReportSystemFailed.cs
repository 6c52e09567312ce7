using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Collection;

/// <summary>Shows a system as failed, once retrying it has ended, and tells whoever follows the events.</summary>
public sealed class ReportSystemFailed(IRequestStore requests, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ReportSystemFailed);

    /// <summary>Writes the system's row; the request itself goes on.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] SystemFailed failed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(failed);
        var id = RequestId.Parse(failed.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var rows = await requests.ReadProgressAsync(id, cancellation);
            var row = rows.FirstOrDefault(row => row.Dataset == failed.Dataset)
                ?? new SystemProgress(failed.Dataset, SystemPhase.Collect, SystemState.Failed, 0, 0, null, time.GetUtcNow());
            var shown = row with { State = SystemState.Failed, Error = failed.Code, UpdatedAt = time.GetUtcNow() };
            await requests.PutProgressAsync(id, shown, cancellation);
            await requests.UpdateAsync(id, request => Publish(request, failed, shown), cancellation);
            return true;
        });
    }

    private static RequestCommit? Publish(RightsRequest request, SystemFailed failed, SystemProgress row) =>
        request.Status == RequestStatus.InProgress && request.Round == failed.Round
            ? new RequestCommit(request with { UpdatedAt = row.UpdatedAt }) { Messages = [PrivacyEvents.SystemFailed(request, row)], Audit = [Entry(request, row)] }
            : null;

    private static AuditEntry Entry(RightsRequest request, SystemProgress row) => new("system.failed", row.UpdatedAt, AuditEntry.ByItself, request.Id, row.Error)
    {
        Facts = new Dictionary<string, AuditFact> { ["dataset"] = row.Dataset, ["phase"] = row.Phase, ["attempts"] = row.Attempts },
    };
}
