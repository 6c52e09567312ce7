using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Counts what is staged of a dataset. Counting again is how a repeated activity never counts twice.</summary>
public sealed class DatasetTally(StagingArea staging)
{
    /// <summary>Rows found by the dataset's units other than one, withheld ones too, and whether all of those units were read.</summary>
    public async Task<(long Rows, bool Whole)> CountAsync(RequestId id, Plan plan, PlanUnit except, CancellationToken cancellation)
    {
        var (rows, whole) = (0L, true);
        foreach (var step in plan.Units.Where(unit => unit.Dataset == except.Dataset && unit.Id != except.Id).SelectMany(unit => unit.Steps))
        {
            using var reader = await staging.OpenAsync(id, new StagedName(step.Dataset, step.Collection), cancellation);
            whole &= reader is not null;
            rows += reader is null ? 0 : Shown(step, reader);
        }

        return (rows, whole);
    }

    /// <summary>Shows the end of a unit. Units may end at the same moment, each before it sees the other: whoever writes last has counted both.</summary>
    public async Task EndAsync(RequestId id, Plan plan, PlanUnit unit, UnitProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var shown = await CountAsync(id, plan, unit, cancellation);
        while (true)
        {
            await progress.EndAsync(shown.Rows, shown.Whole, cancellation);
            var now = await CountAsync(id, plan, unit, cancellation);
            if (now == shown) return;
            shown = now;
        }
    }

    private static long Shown(PlanStep step, StagedCollectionReader reader) =>
        step.Deletion is null ? reader.Counts.Rows + reader.Facts.WithheldRows : reader.Facts.OwnRows + reader.Facts.SharedRows;
}
