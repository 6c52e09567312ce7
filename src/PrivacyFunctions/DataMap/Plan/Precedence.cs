namespace PrivacyFunctions.DataMap;

/// <summary>Which collections have to be changed before which others.</summary>
internal sealed class Precedence(IEnumerable<(CollectionAddress Earlier, CollectionAddress Later)> pairs)
{
    private readonly Dictionary<CollectionAddress, HashSet<CollectionAddress>> _before =
        pairs.GroupBy(pair => pair.Later, pair => pair.Earlier).ToDictionary(group => group.Key, group => group.ToHashSet());

    /// <summary>Whether one, which may be the other itself, has to be changed before the other.</summary>
    public bool Demands(CollectionAddress one, CollectionAddress other) => Demands(_before, one, other);

    /// <summary>The same over what stands before each.</summary>
    public static bool Demands(IReadOnlyDictionary<CollectionAddress, HashSet<CollectionAddress>> before, CollectionAddress one, CollectionAddress other)
    {
        var seen = new HashSet<CollectionAddress> { other };
        var open = new Stack<CollectionAddress>(seen);
        while (open.TryPop(out var next))
        {
            foreach (var earlier in (before.GetValueOrDefault(next) ?? []).Where(seen.Add))
            {
                open.Push(earlier);
            }
        }

        return seen.Contains(one);
    }
}
