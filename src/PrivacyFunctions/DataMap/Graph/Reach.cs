namespace PrivacyFunctions.DataMap;

/// <summary>What a search can reach, before any order is chosen.</summary>
internal sealed class Reach
{
    private Reach(IReadOnlySet<CollectionAddress> starts, IReadOnlyDictionary<CollectionAddress, int> owned, IReadOnlySet<CollectionAddress> sharedOnly) =>
        (Starts, Owned, SharedOnly) = (starts, owned, sharedOnly);

    /// <summary>Where the search begins.</summary>
    public IReadOnlySet<CollectionAddress> Starts { get; }

    /// <summary>Collections of which rows are reached that are the person's own, with the fewest flows on the way there.</summary>
    public IReadOnlyDictionary<CollectionAddress, int> Owned { get; }

    /// <summary>Collections of which only shared rows are reached.</summary>
    public IReadOnlySet<CollectionAddress> SharedOnly { get; }

    public static Reach From(MapGraph graph, IReadOnlySet<CollectionAddress> starts)
    {
        var owned = starts.ToDictionary(start => start, _ => 0);
        var open = new Queue<CollectionAddress>(starts.Order());
        while (open.TryDequeue(out var next))
        {
            foreach (var flow in graph.From(next).Where(flow => !flow.Shared && owned.TryAdd(flow.To, owned[next] + 1)))
            {
                open.Enqueue(flow.To);
            }
        }

        var shared = owned.Keys.SelectMany(graph.From).Where(flow => !owned.ContainsKey(flow.To)).Select(flow => flow.To).ToHashSet();
        return new Reach(starts, owned, shared);
    }
}
