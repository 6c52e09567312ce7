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

    /// <summary>The activity that plans again where systems had not answered.</summary>
    public const string Again = "PlanAgain";

    /// <summary>A repeated run answers with the plan that was kept.</summary>
    [Function(Name)]
    public Task<PlannedRequest> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.ReadOpenAsync(id, work.Round, cancellation);
            var plan = await plans.FindAsync(id, work.Round, cancellation) ?? await KeepAsync(request, await making.MakeAsync(request, cancellation), cancellation);
            return await making.DescribeAsync(request, plan, cancellation);
        });
    }

    /// <summary>The plan that takes the kept one's place, where that had to do without a system's keys and the system answers now; else the kept one.</summary>
    [Function(Again)]
    public Task<PlannedRequest> RunAgainAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Again, id, async () =>
        {
            var request = await requests.ReadOpenAsync(id, work.Round, cancellation);
            var kept = await plans.ReadAsync(id, work.Round, cancellation);
            var plan = kept.Suspected.Count == 0 ? kept : await making.MakeAsync(request, cancellation);
            return await making.DescribeAsync(request, plan.PlanHash == kept.PlanHash ? kept : await KeepAsync(request, plan, cancellation), cancellation);
        });
    }

    private async Task<Plan> KeepAsync(RightsRequest request, Plan plan, CancellationToken cancellation)
    {
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
