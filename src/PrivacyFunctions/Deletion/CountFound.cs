using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion;

/// <summary>Counts what the search found, to know whether there is anything to decide about.</summary>
public sealed class CountFound(IRequestStore requests, PlanDocuments plans, StagedSteps staged, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(CountFound);

    /// <summary>Changes nothing.</summary>
    [Function(Name)]
    public Task<FoundRows> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            await requests.ReadOpenAsync(id, work.Round, cancellation);
            var plan = await plans.ReadAsync(id, work.Round, cancellation);
            var found = await staged.ReadAllAsync(id, plan, cancellation);
            var rows = plan.Steps().Where(ErasureRules.IsReported).Sum(step => found.GetValueOrDefault(step.Id)?.Found ?? 0);
            var gaps = plan.Steps().Sum(step => found.GetValueOrDefault(step.Id)?.Facts.Gaps.Count ?? 1) + plan.NotSearched.Count(omission => omission.Gap);
            return new FoundRows(rows, gaps);
        });
    }
}
