using PrivacyFunctions.DataMap;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>Says of one collection what was done there.</summary>
internal static class ReceiptCollections
{
    private const string SharedReason = "The record may belong to several people.";
    private const string ReferencedReason = "A record that is kept refers to this one; its personal values were removed.";
    private const string LeftOutReason = "Left out by decision of the privacy team.";

    public static ReceiptCollection Of(ReceiptSources sources, PlanStep step)
    {
        var named = new ReceiptCollection { Dataset = step.Shown.Dataset, Collection = step.Shown.Collection, Action = ReceiptAction.NotSearched };
        if (sources.Staged.GetValueOrDefault(step.Id) is not { } staged)
        {
            return named;
        }

        var found = named with { Found = staged.Found, Kept = [.. Kept(sources, step, staged)] };
        return step.Deletion switch
        {
            DeletionDecision.Retain retain => Untouched(found) with { Action = ReceiptAction.Retained, Ground = retain.Ground, Reason = retain.Reason, Kept = [] },
            DeletionDecision.Leave leave => Untouched(found) with { Action = ReceiptAction.Left, Ground = leave.Ground, Reason = leave.Reason, Kept = [] },
            DeletionDecision.Mask { Fields.Count: 0 } mask => Untouched(found) with { Action = ReceiptAction.Masked, NotErased = [.. NotErased(step, mask)] },
            _ when sources.ErasureOf(step) is { } erasure => Changed(found, step, staged, erasure),
            _ => Unchanged(sources, step, found),
        };
    }

    private static ReceiptCollection Untouched(ReceiptCollection found) => found with { Before = found.Found, After = found.Found };

    private static ReceiptCollection Changed(ReceiptCollection found, PlanStep step, StagedRows staged, CollectionErasure erasure)
    {
        var deletes = step.Deletion is DeletionDecision.Delete;
        var again = erasure.Requeried;
        long? remaining = again is null ? null : again.ByKey ?? again.BySearch;
        return found with
        {
            Action = !erasure.Done ? ReceiptAction.Failed : deletes ? ReceiptAction.Deleted : ReceiptAction.Masked,
            Planned = staged.Own,
            Before = erasure.Before,
            Affected = erasure.Affected + erasure.Earlier,
            Deleted = erasure.Deleted,
            Masked = erasure.Masked,
            After = remaining,
            FoundAgainByKey = again?.ByKey is null ? null : deletes ? Math.Max(0, again.ByKey.Value - erasure.Masked) + again.Unmasked : again.Unmasked,
            FoundAgainBySearch = again?.BySearch,
            AlreadyGone = Math.Max(0, erasure.Planned - erasure.Before),
            NotErased = [.. NotErased(step, erasure, staged)],
        };
    }

    private static ReceiptCollection Unchanged(ReceiptSources sources, PlanStep step, ReceiptCollection found) =>
        sources.StateOf(step.Dataset) is SystemState.Failed or SystemState.Skipped
            ? found with { Action = ReceiptAction.Failed }
            : found.Found == 0 && !sources.IsLeftOut(step)
                ? found with { Action = step.Deletion is DeletionDecision.Delete ? ReceiptAction.Deleted : ReceiptAction.Masked }
                : Untouched(found) with { Action = ReceiptAction.Left, Ground = GroundOf(sources.Request), Reason = ReasonOf(sources.Request) };

    private static string GroundOf(RightsRequest request) => WireName.Of(request.Approval?.Ground ?? Ground.NotCovered);

    private static string ReasonOf(RightsRequest request) => request.Approval?.Ground is { } ground ? GroundWords.Of(ground) : LeftOutReason;

    private static IEnumerable<ReceiptKept> Kept(ReceiptSources sources, PlanStep step, StagedRows staged)
    {
        if (staged.Facts.SharedRows > 0)
        {
            yield return new ReceiptKept(staged.Facts.SharedRows, Grounds.Shared, SharedReason);
        }

        if (step.Deletion is DeletionDecision.Delete && sources.ErasureOf(step) is { Done: true, Masked: > 0 and var masked })
        {
            yield return new ReceiptKept(masked, Grounds.ReferencedByRetained, ReferencedReason);
        }
    }

    private static IEnumerable<ReceiptField> NotErased(PlanStep step, CollectionErasure erasure, StagedRows staged)
    {
        var planned = step.Deletion switch
        {
            DeletionDecision.Mask mask => mask,
            DeletionDecision.Delete { Instead: { } instead } when erasure.Masked > 0 => instead,
            _ => null,
        };
        foreach (var field in planned is null ? [] : NotErased(step, planned))
        {
            yield return field;
        }

        foreach (var field in erasure.NotMasked)
        {
            yield return new ReceiptField(Shown(step, field.Field), field.Code, field.Rows);
        }

        if (staged.Own - erasure.Planned is > 0 and var unaddressable)
        {
            yield return new ReceiptField("*", "no-primary-key", unaddressable);
        }
    }

    private static IEnumerable<ReceiptField> NotErased(PlanStep step, DeletionDecision.Mask mask) =>
        mask.NotErased.Select(field => new ReceiptField(Shown(step, field.Field), field.Why));

    private static string Shown(PlanStep step, FieldPath field) => string.Join('.', [step.Shown.Field(field.Column), .. field.Segments.Skip(1)]);

    private static string Shown(PlanStep step, string field)
    {
        var column = step.Shown.Fields.Keys.FirstOrDefault(name => field == name || field.StartsWith(name + ".", StringComparison.Ordinal));
        return column is null ? field : step.Shown.Field(column) + field[column.Length..];
    }
}
