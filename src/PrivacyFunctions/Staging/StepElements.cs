using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Staging;

/// <summary>What tells the person's elements from others' in the arrays that a step's keys are compared in; costs no more memory where keys are many.</summary>
public sealed class StepElements : IAsyncDisposable
{
    private readonly List<KeyIndex> _indexes = [];
    private readonly List<ElementKeys> _elements = [];

    private StepElements()
    {
    }

    /// <summary>For steps whose rows are kept for their keys alone.</summary>
    public static StepElements None => new();

    /// <summary>One for each input that is compared in arrays; none for most steps.</summary>
    public IReadOnlyList<ElementKeys> All => _elements;

    /// <summary>Reads the keys that are compared in arrays.</summary>
    /// <param name="system">The step's system, whose columns give keys their form.</param>
    /// <param name="staging">Where many keys lie meanwhile.</param>
    /// <param name="work">The step.</param>
    /// <param name="sources">What leads to the step.</param>
    /// <param name="shared">Whether the keys count that may lead to others' rows, or those that lead to the person's own.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Task<StepElements> LoadAsync(
        IConnectedSystem system, StagingArea staging, StepWork work, StepKeySources sources, bool shared, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(sources);
        return LoadAsync(
            staging, work, [.. sources.All.Where(source => source.Input.Shared == shared).Select(source => source.CastBy(system, work.Step))], [.. sources.WithoutKeys.Where(input => input.Shared == shared)], KeyIndex.Most, cancellation);
    }

    internal static async Task<StepElements> LoadAsync(
        StagingArea staging, StepWork work, IReadOnlyList<StepKeySource> sources, IReadOnlyList<PlanInput> withoutKeys, int most, CancellationToken cancellation)
    {
        var elements = new StepElements();
        elements._elements.AddRange(withoutKeys.Where(input => input.MatchesElements()).Select(input => input.ElementKeys(_ => false)));
        try
        {
            foreach (var source in sources.Where(source => source.Input.MatchesElements()))
            {
                var index = await KeyIndex.CreateAsync(source, () => staging.OpenIndexAsync(work, cancellation), most, cancellation);
                elements._indexes.Add(index);
                elements._elements.Add(source.Input.ElementKeys(index.Contains));
            }

            return elements;
        }
        catch
        {
            await elements.DisposeAsync();
            throw;
        }
    }

    /// <summary>Digests of keys in memory.</summary>
    internal int Held => _indexes.Sum(index => index.Held);

    /// <summary>Those that cut down arrays in a column.</summary>
    public IReadOnlyList<ElementKeys> In(string column) => [.. _elements.Where(element => element.Cuts(column))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var index in _indexes) await index.DisposeAsync();
        _indexes.Clear();
    }
}
