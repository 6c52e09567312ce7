using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>
/// Compares rows with the ledger. A row is the recorded one when its primary key is recorded and it is still found by what it was found
/// by then, in the same entry: a primary key alone may belong to somebody else by now.
/// </summary>
internal sealed class RowJudge(RestoreTarget target)
{
    /// <summary>What the row is, and the key by which it is erased.</summary>
    public RowJudgement Judge(ScannedRow row)
    {
        var best = new RowJudgement(RowVerdict.Stranger);
        foreach (var shape in target.Shapes)
        {
            var judgement = shape.PrimaryKey.Count == 0 ? JudgeBySearch(row, shape) : JudgeByKey(row, shape);
            if (judgement.Verdict > best.Verdict) best = judgement;
        }

        if (best.Verdict is RowVerdict.Stranger or RowVerdict.Look) DisputeKeysOf(row);
        return best;
    }

    private RowJudgement JudgeByKey(ScannedRow row, TargetShape shape)
    {
        foreach (var key in row.Tuples(shape.PrimaryKey).Take(1))
        {
            var entries = target.Rows.FindRow(shape.Index, key);
            if (entries.Count == 0) break;
            if (shape.Searches.Any(search => row.Tuples(search.Fields).Any(found => Find(shape, search, found).Any(entries.Contains))))
                return IsSettled(row, shape) ? new RowJudgement(RowVerdict.Settled) : new RowJudgement(RowVerdict.CameBack, shape.PrimaryKey, KeyComparison.Exact, key);
            return new RowJudgement(LooksMasked(row) ? RowVerdict.Settled : RowVerdict.Look);
        }

        return new RowJudgement(RowVerdict.Stranger);
    }

    private RowJudgement JudgeBySearch(ScannedRow row, TargetShape shape)
    {
        foreach (var search in shape.Searches)
        {
            foreach (var key in row.Tuples(search.Fields))
            {
                if (Find(shape, search, key).Count > 0)
                    return IsSettled(row, shape) ? new RowJudgement(RowVerdict.Settled) : new RowJudgement(RowVerdict.CameBack, search.Fields, search.Recorded.Comparison, key);
            }
        }

        return new RowJudgement(RowVerdict.Stranger);
    }

    private IReadOnlyList<long> Find(TargetShape shape, TargetSearch search, KeyTuple key) => target.Rows.FindSearch(shape.Index, search.Index, key);

    // A row that today's rules delete is settled when it was masked because others refer to it.
    private bool IsSettled(ScannedRow row, TargetShape shape) => target.Step.Deletion switch
    {
        DeletionDecision.Mask mask => mask.Fields.Count == 0 || LooksMasked(row),
        DeletionDecision.Delete => (shape.Action == LedgerAction.Masked || target.KeptInstead) && LooksMasked(row),
        _ => false,
    };

    private bool LooksMasked(ScannedRow row) =>
        target.Masks.Count > 0 && target.Masks.All(mask => row.LooksMasked(mask, [.. target.Elements.Where(element => element.Cuts(mask.Path[0]))]));

    private void DisputeKeysOf(ScannedRow row)
    {
        foreach (var dispute in target.Disputes)
        {
            foreach (var key in row.Tuples(dispute.Fields))
            {
                if (dispute.Rows.FindSearch(dispute.Shape, dispute.Search, key).Count > 0) dispute.Rows.Dispute(dispute.Shape, dispute.Search, key);
            }
        }
    }
}

/// <summary>What a row is; for one that came back, the key that names it.</summary>
internal readonly record struct RowJudgement(
    RowVerdict Verdict, IReadOnlyList<FieldPath>? Fields = null, KeyComparison Comparison = KeyComparison.Exact, KeyTuple Key = default);
