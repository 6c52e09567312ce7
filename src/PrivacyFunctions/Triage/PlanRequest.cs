using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Triage;

/// <summary>Makes the plan of a round from the data map and the live catalogues, and keeps it with the request.</summary>
public sealed class PlanRequest(
    IRequestStore requests,
    PlanDocuments plans,
    ConnectedSystems systems,
    ReviewSettings review,
    ApprovalSettings approvals,
    RetrySettings retry,
    TimeProvider time,
    ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(PlanRequest);

    /// <summary>The activity that plans again where systems had not answered.</summary>
    public const string Again = "PlanAgain";

    /// <summary>How long before the deadline whatever is ready is delivered.</summary>
    public static readonly TimeSpan PartialBefore = TimeSpan.FromDays(3);

    /// <summary>A repeated run answers with the plan that was kept.</summary>
    [Function(Name)]
    public Task<PlannedRequest> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.ReadOpenAsync(id, work.Round, cancellation);
            var plan = await plans.FindAsync(id, work.Round, cancellation) ?? await MakeAsync(request, work.Round, cancellation);
            return Describe(request, plan);
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
            if (kept.Suspected.Count == 0 || (await BuildAsync(request, cancellation)).PlanHash == kept.PlanHash) return Describe(request, kept);
            return Describe(request, await MakeAsync(request, work.Round, cancellation));
        });
    }

    private PlannedRequest Describe(RightsRequest request, Plan plan)
    {
        var units = plan.Units.Select(unit => new PlannedUnit(unit.Id, unit.Dataset, unit.Needs)).ToList();
        var sensitive = plan.Steps().Any(IsSensitive);
        var asks = (review.Reviewed.Contains(request.Right) || sensitive) && !IsApproved(request, plan);
        return new PlannedRequest(
            WireName.Of(request.Right), plan.PlanHash, units, asks, PartialAt(request), retry.Schedule, sensitive, plan.Suspected.Count > 0);
    }

    private async Task<Plan> MakeAsync(RightsRequest request, int round, CancellationToken cancellation)
    {
        var plan = await BuildAsync(request, cancellation);
        await ShowWaitingAsync(request.Id, plan, cancellation);
        await requests.UpdateAsync(request.Id, current => Keep(current, plan, round), cancellation);
        return plan;
    }

    private async Task<Plan> BuildAsync(RightsRequest request, CancellationToken cancellation)
    {
        var catalogues = await systems.CataloguesAsync(cancellation);
        return PlanBuilder.Build(systems.Map, catalogues, new PlanQuestion
        {
            Right = WireName.Of(request.Right),
            ProvedIdentities = request.ProvedIdentities,
            GivenIdentities = request.GivenIdentities,
            Categories = request.Categories,
            Catalogued = true,
        });
    }

    private async Task ShowWaitingAsync(RequestId id, Plan plan, CancellationToken cancellation)
    {
        foreach (var dataset in plan.Units.Select(unit => unit.Dataset).Distinct(StringComparer.Ordinal))
        {
            var row = new SystemProgress(dataset, SystemPhase.Collect, SystemState.Waiting, 0, 0, null, time.GetUtcNow());
            await requests.PutProgressAsync(id, row, cancellation);
        }
    }

    private RequestCommit Keep(RightsRequest request, Plan plan, int round) =>
        new(request with { PlanHash = plan.PlanHash, UpdatedAt = time.GetUtcNow() })
        {
            Documents = new Dictionary<string, byte[]?> { [PlanDocuments.NameOf(round)] = PlanDocuments.Write(plan) },
        };

    // A plan that was approved and answered in part is not shown to staff again for adding what was missing, unless they were asked about it since.
    private static bool IsApproved(RightsRequest request, Plan plan) =>
        request.WasAnswered
        && request.Decisions.LastOrDefault(decision => decision.Approves(plan.PlanHash)) is { } approval
        && (request.Question is not { IsAboutPlan: true } asked || asked.Number == approval.Question);

    private bool IsSensitive(PlanStep step) => systems.Map.Find(step.Address()) is { } collection
        && collection.Categories.Concat(collection.Fields.SelectMany(CategoriesOf)).Any(category => approvals.IsSensitive(category.Value));

    private static IEnumerable<Located<string>> CategoriesOf(DatasetField field) => field.Categories.Concat(field.Fields.SelectMany(CategoriesOf));

    private static DateTime PartialAt(RightsRequest request) => ((request.ExtendedTo ?? request.DueAt) - PartialBefore).UtcDateTime;
}
