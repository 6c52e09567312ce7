using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>Lists what keeps a deletion from being complete.</summary>
internal static class ReceiptGaps
{
    public static IReadOnlyList<RequestGap> Of(ReceiptSources sources) =>
    [
        .. Systems(sources),
        .. sources.Plan.Steps().SelectMany(step => OfStep(sources, step)),
        .. sources.Plan.NotSearched.Where(omission => omission.Gap).Select(omission => new RequestGap(omission.Shown.Dataset, omission.Shown.Collection, omission.Why)),
    ];

    /// <summary>Systems that were not searched or not changed, whole.</summary>
    private static IEnumerable<RequestGap> Systems(ReceiptSources sources) =>
        from dataset in sources.Plan.Steps().GroupBy(step => step.Dataset, StringComparer.Ordinal)
        where dataset.Any(step => IsOpen(sources, step))
        let code = sources.StateOf(dataset.Key) == SystemState.Skipped ? GapCode.SystemSkipped : GapCode.SystemFailed
        select new RequestGap(dataset.First().Shown.Dataset, null, code);

    private static bool IsOpen(ReceiptSources sources, PlanStep step) =>
        !sources.Staged.ContainsKey(step.Id)
        || (sources.Plan.DeletionOrder.Contains(step.Id)
            && sources.ErasureOf(step) is not { Done: true }
            && sources.StateOf(step.Dataset) is SystemState.Failed or SystemState.Skipped);

    private static IEnumerable<RequestGap> OfStep(ReceiptSources sources, PlanStep step)
    {
        var (dataset, collection) = (step.Shown.Dataset, step.Shown.Collection);
        foreach (var gap in sources.Staged.GetValueOrDefault(step.Id)?.Facts.Gaps ?? [])
        {
            yield return new RequestGap(dataset, collection, gap.Code, gap.Count);
        }

        if (sources.ErasureOf(step) is not { Done: true } erasure || sources.Staged.GetValueOrDefault(step.Id) is not { } staged)
        {
            yield break;
        }

        if (erasure.Requeried is null)
        {
            yield return new RequestGap(dataset, collection, GapCode.NotVerified);
        }
        else if (Residual(step, erasure, erasure.Requeried) is > 0 and var left)
        {
            yield return new RequestGap(dataset, collection, GapCode.FoundAgain, left);
        }

        if (erasure.NotMasked.Sum(field => field.Rows) is > 0 and var unmasked)
        {
            yield return new RequestGap(dataset, collection, GapCode.NotMasked, unmasked);
        }

        if (staged.Own - erasure.Planned is > 0 and var unaddressable)
        {
            yield return new RequestGap(dataset, collection, GapCode.NoPrimaryKey, unaddressable);
        }
    }

    /// <summary>Rows that should be gone, or be without their values, and are not.</summary>
    private static long Residual(PlanStep step, CollectionErasure erasure, RequeriedRows found)
    {
        if (found.ByKey is not { } byKey)
        {
            // Without primary keys nobody can tell masked rows, which the search may still find, from others: more than were masked are too many.
            return Math.Max(0, found.BySearch - erasure.Masked) + found.Unmasked;
        }

        return (step.Deletion is DeletionDecision.Delete ? Math.Max(0, byKey - erasure.Masked) : 0) + found.Appeared + found.Unmasked;
    }
}
