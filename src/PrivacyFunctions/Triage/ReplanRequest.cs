using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Triage;

/// <summary>
/// Plans once more, right before anything is changed. A schema that changed since the plan was approved, seconds ago or days, gives another plan,
/// which takes the place of the old one and has to be approved itself.
/// </summary>
public sealed class ReplanRequest(IRequestStore requests, PlanDocuments plans, PlanMaking making, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ReplanRequest);

    /// <summary>Answers with the plan that is the request's now.</summary>
    [Function(Name)]
    public Task<PlannedRequest> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.ReadOpenAsync(id, work.Round, cancellation);
            var kept = await plans.ReadAsync(id, work.Round, cancellation);
            var plan = await making.MakeAsync(request, await SearchedAsync(id, cancellation), cancellation);
            if (plan.PlanHash == kept.PlanHash)
            {
                return await making.DescribeAsync(request, kept, cancellation);
            }

            await requests.UpdateAsync(id, current => making.Keep(current, plan), cancellation);
            return await making.DescribeAsync(request, plan, cancellation);
        });
    }

    // Where the search failed nothing will be changed, and nobody needs to ask again.
    private async Task<HashSet<string>> SearchedAsync(RequestId id, CancellationToken cancellation) =>
        [.. (await requests.ReadProgressAsync(id, cancellation)).Where(system => system.State == SystemState.Done).Select(system => system.Dataset)];
}
