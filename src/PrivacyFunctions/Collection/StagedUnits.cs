using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Finds what an earlier round collected: its keys may be all that still leads to the rows of a system that failed then.</summary>
public sealed class StagedUnits(StagingArea staging)
{
    /// <summary>What the unit brought when it was collected; null unless all of its collections are staged.</summary>
    public async Task<UnitCollected?> FindAsync(RequestId id, PlanUnit unit, CancellationToken cancellation)
    {
        var result = new UnitCollected(unit.Id, unit.Dataset, 0, []);
        foreach (var step in unit.Steps)
        {
            using var reader = await staging.OpenAsync(id, new StagedName(step.Dataset, step.Collection), cancellation);
            if (reader is null)
            {
                return null;
            }

            result = result with
            {
                Records = result.Records + reader.Facts.OwnRows + reader.Facts.SharedRows,
                ConfirmedIdentities = [.. result.ConfirmedIdentities.Union(reader.Facts.ConfirmedIdentities, StringComparer.Ordinal)],
            };
        }

        return result;
    }
}
