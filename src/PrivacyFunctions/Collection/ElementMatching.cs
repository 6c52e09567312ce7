using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>The keys that were compared inside arrays, so that of those arrays only the person's elements are returned.</summary>
internal sealed class ElementMatching
{
    /// <summary>Most keys of one input that are held to be compared inside arrays; documents are read row by row, so these cannot stay in the system.</summary>
    public const int Most = 200_000;

    private readonly List<ElementMatch> _matches = [];

    /// <summary>How many keys were more than that: elements which only they match are left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Loads the keys of those sources that are compared inside arrays; none for most steps.</summary>
    public static async Task<ElementMatching> LoadAsync(IReadOnlyList<StepKeySource> sources, CancellationToken cancellation)
    {
        var matching = new ElementMatching();
        foreach (var source in sources.Where(source => source.Input.MatchedDepth > 0))
        {
            var keys = source.Input.Fields.Select(_ => new HashSet<UInt128>()).ToArray();
            await foreach (var tuple in source.Read(cancellation))
            {
                for (var i = 0; i < keys.Length; i++)
                {
                    matching.Keep(keys[i], KeyCanon.Of(tuple.Values[i].Text, source.Input.Comparison));
                }
            }

            matching.Add(source.Input, keys);
        }

        return matching;
    }

    /// <summary>What is to be kept of a column's documents; null when they are passed through whole.</summary>
    public NestedFilter? FilterOf(PlanStep step, string column)
    {
        var rule = step.Exported.First(field => field.Name == column).Rule;
        var matches = _matches.Where(match => match.Field.Column == column).ToList();
        return rule is null && matches.Count == 0 ? null : new NestedFilter(rule, matches);
    }

    private void Keep(HashSet<UInt128> keys, string? canonical)
    {
        if (canonical is null)
        {
            return;
        }

        var digest = KeyDigest.Of(canonical);
        if (keys.Count < Most)
        {
            keys.Add(digest);
        }
        else if (!keys.Contains(digest))
        {
            LeftOut++;
        }
    }

    private void Add(PlanInput input, HashSet<UInt128>[] keys)
    {
        foreach (var (field, known) in input.Fields.Zip(keys))
        {
            _matches.Add(new ElementMatch(
                field,
                input.MatchedDepth,
                value => KeyCanon.Of(value.Text, input.Comparison) is { } canonical && known.Contains(KeyDigest.Of(canonical))));
        }
    }
}
