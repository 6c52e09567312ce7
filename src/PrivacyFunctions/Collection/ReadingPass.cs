using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Reads a collection by some of its keys.</summary>
internal sealed class ReadingPass(
    IConnectedSystem system, StepWork work, StagedCollectionWriter staged, FactsGathering facts, UnitProgress progress)
{
    /// <summary>Reads and stages; nothing when there are no keys.</summary>
    /// <param name="sources">The keys.</param>
    /// <param name="except">The keys whose rows were read already.</param>
    /// <param name="shared">Whether the rows may belong to several people, and so pass no keys on.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task RunAsync(IReadOnlyList<StepKeySource> sources, IReadOnlyList<StepKeySource> except, bool shared, CancellationToken cancellation)
    {
        if (sources.Count == 0)
        {
            return;
        }

        var matching = await ElementMatching.LoadAsync(sources, cancellation);
        facts.ElementKeysLeftOut(matching.LeftOut);
        await using var reader = await system.ReadAsync(work.Step.Query(KeySets(sources, cancellation), KeySets(except, cancellation)), cancellation);
        var rows = new RowStaging(reader, staged, work, matching, facts, shared);
        while (await reader.ReadAsync(cancellation))
        {
            await rows.StageAsync(cancellation);
            await progress.CountAsync(cancellation);
        }

        if (reader.CapReached)
        {
            facts.CapReached();
        }
    }

    private static List<KeySet> KeySets(IReadOnlyList<StepKeySource> sources, CancellationToken cancellation) =>
        [.. sources.Select(source => source.Input.KeySet(source.Read(cancellation)))];
}
