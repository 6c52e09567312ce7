using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Staging;

/// <summary>The keys that flow into one collection: from identities, and from what other collections staged.</summary>
public sealed class StepKeySources : IDisposable
{
    private readonly List<StagedCollectionReader> _readers = [];
    private readonly List<StepKeySource> _sources = [];
    private readonly List<PlanInput> _withoutKeys = [];

    /// <summary>Sources that have at least one key.</summary>
    public IReadOnlyList<StepKeySource> All => _sources;

    /// <summary>Inputs for which other collections gave no key, or were not read: no element of the arrays they are compared in is the person's by them.</summary>
    public IReadOnlyList<PlanInput> WithoutKeys => _withoutKeys;

    /// <summary>Collections that should have given keys and were not read, because their system failed.</summary>
    public int Missing { get; private set; }

    /// <summary>Finds the sources of a step.</summary>
    public static async Task<StepKeySources> OpenAsync(StagingArea staging, StepWork work, CancellationToken cancellation)
    {
        var sources = new StepKeySources();
        try
        {
            foreach (var input in work.Step.Inputs)
            {
                if (input.Identity is { } identity)
                {
                    sources.AddIdentity(work, input, identity);
                }
                else
                {
                    await sources.AddStagedAsync(staging, work, input, cancellation);
                }
            }

            return sources;
        }
        catch
        {
            sources.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _readers.ForEach(reader => reader.Dispose());

    private void AddIdentity(StepWork work, PlanInput input, string identity)
    {
        var counts = !input.NeedsVouching || work.Confirmed.Contains(identity);
        if (counts && work.Parties.Identities.TryGetValue(identity, out var value))
        {
            KeyTuple[] keys = [KeyTuple.Of(value.Value)];
            _sources.Add(new StepKeySource(input, _ => keys.ToAsyncEnumerable()));
        }
    }

    private async Task AddStagedAsync(StagingArea staging, StepWork work, PlanInput input, CancellationToken cancellation)
    {
        var giver = work.Plan.Steps().Single(step => step.Outputs.Any(output => output.Id == input.Keys));
        var reader = await staging.OpenAsync(work.Id, new StagedName(giver.Dataset, giver.Collection), cancellation);
        if (reader is null)
        {
            Missing++;
            _withoutKeys.Add(input);
            return;
        }

        _readers.Add(reader);
        if (reader.KeyCount(input.Keys!) > 0)
        {
            _sources.Add(new StepKeySource(input, token => reader.ReadKeysAsync(input.Keys!, token)));
        }
        else
        {
            _withoutKeys.Add(input);
        }
    }
}
