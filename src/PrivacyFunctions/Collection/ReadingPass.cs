using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Reads a collection by some of its keys; the second reading leaves out the rows of the first.</summary>
internal sealed class ReadingPass(
    IConnectedSystem system, StepWork work, StagedCollectionWriter staged, FactsGathering facts, UnitProgress progress)
{
    private readonly SeenRows? _seen = work.Step.Sharing == Sharing.Some ? new SeenRows() : null;

    /// <summary>Reads and stages; nothing when there are no keys.</summary>
    /// <param name="sources">The keys.</param>
    /// <param name="shared">Whether the rows may belong to several people, and so pass no keys on.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task RunAsync(IReadOnlyList<StepKeySource> sources, bool shared, CancellationToken cancellation)
    {
        if (sources.Count == 0)
        {
            return;
        }

        var matching = await ElementMatching.LoadAsync(sources, cancellation);
        var keySets = sources.Select(source => source.Input.KeySet(source.Read(cancellation))).ToList();
        await using var reader = await system.ReadAsync(work.Step.Query(keySets), cancellation);
        var rows = new RowStaging(reader, staged, work, matching, facts, shared);
        while (await reader.ReadAsync(cancellation))
        {
            if (_seen is null || _seen.IsNew(rows.PrimaryKey))
            {
                await rows.StageAsync(cancellation);
                await progress.CountAsync(cancellation);
            }
        }

        if (reader.CapReached)
        {
            facts.CapReached();
        }
    }
}
