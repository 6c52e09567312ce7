using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Deletion;

/// <summary>Opens what the search staged of a plan's collections.</summary>
public sealed class StagedSteps(StagingArea staging, PartyFile parties)
{
    /// <summary>What was staged of a collection; null when it was not searched.</summary>
    public Task<StagedCollectionReader?> OpenAsync(RequestId id, PlanStep step, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(step);
        return staging.OpenAsync(id, new StagedName(step.Dataset, step.Collection), cancellation);
    }

    /// <summary>Facts of every collection that was searched, by step id.</summary>
    public async Task<IReadOnlyDictionary<string, StagedRows>> ReadAllAsync(RequestId id, Plan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var found = new Dictionary<string, StagedRows>(StringComparer.Ordinal);
        foreach (var step in plan.Steps())
        {
            using var reader = await OpenAsync(id, step, cancellation);
            if (reader is not null)
            {
                found[step.Id] = new StagedRows(reader.Facts, reader.PrimaryKeyCount);
            }
        }

        return found;
    }

    /// <summary>The rows of a collection that may be changed; null when it was not searched. The caller disposes it.</summary>
    /// <exception cref="ActivityFault">The request's keys are destroyed.</exception>
    public async Task<OwnRows?> OpenOwnAsync(RequestId id, Plan plan, PlanStep step, CancellationToken cancellation)
    {
        if (await OpenAsync(id, step, cancellation) is not { } reader)
        {
            return null;
        }

        try
        {
            var party = await parties.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.KeyDestroyed);
            var all = await ReadAllAsync(id, plan, cancellation);
            string[] confirmed = [.. all.Values.SelectMany(staged => staged.Facts.ConfirmedIdentities).Distinct(StringComparer.Ordinal)];
            var work = new StepWork(id, plan, step, party, confirmed);
            return new OwnRows(staging, work, reader, await StepKeySources.OpenAsync(staging, work, cancellation));
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }
}

/// <summary>What is known of a collection that was searched.</summary>
/// <param name="Facts">What was found.</param>
/// <param name="Keys">Rows that are the person's own and have a primary key.</param>
public sealed record StagedRows(StagedFacts Facts, long Keys)
{
    /// <summary>Rows that are the person's own.</summary>
    public long Own => Facts.OwnRows;

    /// <summary>All rows, shared ones too.</summary>
    public long Found => Facts.OwnRows + Facts.SharedRows;
}
