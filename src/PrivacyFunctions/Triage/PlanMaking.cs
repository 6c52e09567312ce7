using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Triage;

/// <summary>Makes plans from the data map and the live catalogues, and tells orchestrators what they need to know of them.</summary>
public sealed class PlanMaking(
    PlanDocuments plans, ConnectedSystems systems, ReviewSettings review, ApprovalSettings approvals, RetrySettings retry, TimeProvider time)
{
    /// <summary>How long before the deadline whatever is ready is delivered.</summary>
    public static readonly TimeSpan PartialBefore = TimeSpan.FromDays(3);

    /// <summary>The plan as it would be made now.</summary>
    public Task<Plan> MakeAsync(RightsRequest request, CancellationToken cancellation) => MakeAsync(request, [], cancellation);

    /// <summary>The same, where the schemas of some datasets are looked at anew.</summary>
    public async Task<Plan> MakeAsync(RightsRequest request, IReadOnlyCollection<string> anew, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return PlanBuilder.Build(systems.Map, await systems.CataloguesAsync(anew, cancellation), new PlanQuestion
        {
            Right = WireName.Of(request.Right),
            ProvedIdentities = request.ProvedIdentities,
            GivenIdentities = request.GivenIdentities,
            Categories = request.Categories,
            Catalogued = true,
        });
    }

    /// <summary>The step that keeps a plan as that of the request's current round: from then on its orchestration has taken it.</summary>
    public RequestCommit Keep(RightsRequest request, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(plan);
        return new RequestCommit(request with { PlanHash = plan.PlanHash, Verdicts = [], HandedOverAt = null, UpdatedAt = time.GetUtcNow() })
        {
            Documents = new Dictionary<string, byte[]?> { [PlanDocuments.NameOf(request.Round)] = PlanDocuments.Write(plan) },
        };
    }

    /// <summary>Names, order and times of a plan.</summary>
    public async Task<PlannedRequest> DescribeAsync(RightsRequest request, Plan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(plan);
        var units = plan.Units.Select(unit => new PlannedUnit(unit.Id, unit.Dataset, unit.Needs)).ToList();
        var sensitive = plan.Steps().Any(IsSensitive);
        var asks = (review.Reviewed.Contains(request.Right) || sensitive) && !IsApproved(request, plan);
        return new PlannedRequest(WireName.Of(request.Right), plan.PlanHash, units, asks, PartialAt(request), retry.Schedule, sensitive, plan.Suspected.Count > 0)
        {
            Erasures = PlannedErasures.Of(plan, systems.Map),
            Resumed = await IsResumedAsync(request, plan, cancellation),
            Excluded = ApprovalOf(request, plan)?.Datasets,
        };
    }

    private async Task<bool> IsResumedAsync(RightsRequest request, Plan plan, CancellationToken cancellation) =>
        request is { Right: Right.Deletion, Irreversible: true, Round: > 1 }
        && (await plans.FindAsync(request.Id, request.Round - 1, cancellation))?.PlanHash == plan.PlanHash;

    // A plan that was approved and answered in part is not shown to staff again for adding what was missing, unless they were asked about it since.
    private static bool IsApproved(RightsRequest request, Plan plan) =>
        request.WasAnswered
        && ApprovalOf(request, plan) is { } approval
        && (request.Question is not { IsAboutPlan: true } asked || asked.Number == approval.Question);

    private static StaffDecision? ApprovalOf(RightsRequest request, Plan plan) => request.Decisions.LastOrDefault(decision => decision.Approves(plan.PlanHash));

    private bool IsSensitive(PlanStep step) => systems.Map.Find(step.Address()) is { } collection
        && collection.Categories.Concat(collection.Fields.SelectMany(CategoriesOf)).Any(category => approvals.IsSensitive(category.Value));

    private static IEnumerable<Located<string>> CategoriesOf(DatasetField field) => field.Categories.Concat(field.Fields.SelectMany(CategoriesOf));

    private static DateTime PartialAt(RightsRequest request) => ((request.ExtendedTo ?? request.DueAt) - PartialBefore).UtcDateTime;
}
