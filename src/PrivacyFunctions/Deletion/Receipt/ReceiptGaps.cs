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

        if (Unmasked(sources, step) is > 0 and var unmasked)
        {
            yield return new RequestGap(dataset, collection, GapCode.NotMasked, unmasked);
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

        if (staged.Own - erasure.Planned is > 0 and var unaddressable)
        {
            yield return new RequestGap(dataset, collection, GapCode.NoPrimaryKey, unaddressable);
        }
    }

    /// <summary>
    /// Values that were to go and stayed: as the system refused them, and as the plan knew that the column could not take the mask. Computed columns
    /// change with those that they are computed from, unless nothing else in the row can be written either.
    /// </summary>
    private static long Unmasked(ReceiptSources sources, PlanStep step)
    {
        var (erasure, own) = (sources.ErasureOf(step), sources.Staged.GetValueOrDefault(step.Id)?.Own ?? 0);
        return step.Deletion switch
        {
            DeletionDecision.Mask { Fields.Count: 0 } mask when !sources.IsLeftOut(step) =>
                own * mask.NotErased.Count(field => field.Why is FieldNotErased.MaskImpossible or FieldNotErased.NotWritable),
            DeletionDecision.Mask mask when erasure is { Done: true } => Refused(erasure) + (erasure.Masked * Impossible(mask)),
            DeletionDecision.Delete delete when erasure is { Done: true } => Refused(erasure) + (erasure.Masked * Impossible(delete.Instead)),
            _ => 0,
        };
    }

    private static long Refused(CollectionErasure erasure) => erasure.NotMasked.Sum(field => field.Rows);

    private static int Impossible(DeletionDecision.Mask? mask) => mask?.NotErased.Count(field => field.Why == FieldNotErased.MaskImpossible) ?? 0;

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
