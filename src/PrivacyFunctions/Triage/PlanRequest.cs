using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Triage;

/// <summary>Makes the plan of a round from the data map and the live catalogues, and keeps it with the request.</summary>
public sealed class PlanRequest(IRequestStore requests, PlanDocuments plans, PlanMaking making, TimeProvider time, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRequest);

    /// <summary>A repeated run answers with the plan that was kept.</summary>
    [Function(Name)]
    public Task<PlannedRequest> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.ReadOpenAsync(id, work.Round, cancellation);
            var plan = await plans.FindAsync(id, work.Round, cancellation) ?? await MakeAsync(request, cancellation);
            return await making.DescribeAsync(request, plan, cancellation);
        });
    }

    private async Task<Plan> MakeAsync(RightsRequest request, CancellationToken cancellation)
    {
        var plan = await making.MakeAsync(request, cancellation);
        await ShowWaitingAsync(request.Id, plan, cancellation);
        await requests.UpdateAsync(request.Id, current => making.Keep(current, plan), cancellation);
        return plan;
    }

    private async Task ShowWaitingAsync(RequestId id, Plan plan, CancellationToken cancellation)
    {
        foreach (var dataset in plan.Units.Select(unit => unit.Dataset).Distinct(StringComparer.Ordinal))
        {
            var row = new SystemProgress(dataset, SystemPhase.Collect, SystemState.Waiting, 0, 0, null, time.GetUtcNow());
            await requests.PutProgressAsync(id, row, cancellation);
        }
    }
}
