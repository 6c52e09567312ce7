using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Reads a collection by some of its keys.</summary>
internal sealed class ReadingPass(
    IConnectedSystem system, StagingArea staging, StepWork work, StagedCollectionWriter staged, FactsGathering facts, UnitProgress progress)
{
    /// <summary>Reads and stages; nothing when there are no keys.</summary>
    /// <param name="all">What leads to the collection.</param>
    /// <param name="shared">Whether to read, by keys that may lead to others' rows, what the person's own keys did not find.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task RunAsync(StepKeySources all, bool shared, CancellationToken cancellation)
    {
        var sources = all.All.Where(source => source.Input.Shared == shared).ToList();
        var except = shared ? all.All.Where(source => !source.Input.Shared).ToList() : [];
        if (sources.Count == 0)
        {
            return;
        }

        await using var elements = work.Exports ? await StepElements.LoadAsync(system, staging, work, all, shared, cancellation) : StepElements.None;
        await using var reader = await system.ReadAsync(work.Step.Query(KeySets(sources, cancellation), KeySets(except, cancellation)), cancellation);
        var rows = new RowStaging(reader, staged, work, elements, facts, shared);
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
