using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>How rows that came back are erased: by today's rules, by their keys, and never more than were found.</summary>
internal static class RestoreChange
{
    /// <summary>The change.</summary>
    /// <param name="compared">The collection.</param>
    /// <param name="keys">The rows.</param>
    /// <param name="secret">For masks that need one; lost after the run, so that nobody can undo them.</param>
    /// <param name="found">Rows that came back, and are to be deleted, in each table of the dataset.</param>
    public static RecordChange Of(ComparedCollection compared, FoundKeys keys, ReadOnlyMemory<byte> secret, IReadOnlyDictionary<string, long> found)
    {
        var step = compared.Target.Step;
        var rows = new RecordSelection
        {
            Collection = step.Collection,
            Namespace = step.Namespace,
            KeySets = [new KeySet { Fields = keys.Fields, Comparison = keys.Comparison, Keys = keys.ReadAsync() }],
        };
        var masking = new Masking
        {
            Values = compared.Target.Masks,
            Secret = secret,
            Elements = compared.Target.Elements,
        };
        return step.Deletion switch
        {
            DeletionDecision.Delete delete => new RecordChange.Delete
            {
                Rows = rows,
                MostRows = compared.Scan.Found,
                MayReach = Reachable(step, found),
                Protecting = delete.KeptReferrers,
                Instead = delete.Instead is null ? null : masking,
            },
            DeletionDecision.Mask => new RecordChange.Mask
            {
                Rows = rows,
                MostRows = compared.Scan.Found,
                MayReach = Reachable(step, found),
                Masking = masking,
            },
            _ => throw new InvalidOperationException("Only what is deleted or masked can be changed."),
        };
    }

    private static IReadOnlyList<ReachableTable> Reachable(PlanStep step, IReadOnlyDictionary<string, long> found) =>
        [.. ErasureRules.AllowedTables(step).Select(table => new ReachableTable(table, found.GetValueOrDefault(table)))];
}
