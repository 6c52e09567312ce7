namespace PrivacyFunctions.DataMap;

/// <summary>
/// In which order collections are changed: children before parents by the live foreign keys, an explicit <c>erase_after</c> unless a foreign
/// key forbids it, and otherwise against the order of the search.
/// </summary>
internal sealed class DeletionOrder
{
    private readonly Dictionary<CollectionAddress, HashSet<CollectionAddress>> _before = [];
    private readonly List<(CollectionAddress Collection, CollectionAddress EraseAfter)> _impossible = [];

    private DeletionOrder(MapGraph graph, IReadOnlyList<CollectionAddress> searched)
    {
        var all = searched.ToHashSet();
        foreach (var address in searched)
        {
            _before[address] = [.. graph.Referrers(graph.Find(address)!).Select(reference => reference.Collection).OfType<CollectionAddress>().Where(holder => holder != address && all.Contains(holder))];
        }

        foreach (var address in searched.Order())
        {
            AddEraseAfter(graph, address, all);
        }

        Collections = Sort(searched);
    }

    /// <summary>First to last.</summary>
    public IReadOnlyList<CollectionAddress> Collections { get; }

    /// <summary>The <c>erase_after</c> entries that cannot be honoured.</summary>
    public IReadOnlyList<(CollectionAddress Collection, CollectionAddress EraseAfter)> Impossible => _impossible;

    public static DeletionOrder Of(MapGraph graph, IReadOnlyList<CollectionAddress> searched) => new(graph, searched);

    private void AddEraseAfter(MapGraph graph, CollectionAddress address, HashSet<CollectionAddress> all)
    {
        var wanted = graph.Find(address)!.Collection.EraseAfter.Select(after => graph.Names.Collection(after.Value)?.Address).OfType<CollectionAddress>();
        foreach (var earlier in wanted.Where(all.Contains))
        {
            if (earlier == address || MustPrecede(address, earlier))
            {
                _impossible.Add((address, earlier));
            }
            else
            {
                _before[address].Add(earlier);
            }
        }
    }

    /// <summary>Whether one collection already has to be changed before the other.</summary>
    private bool MustPrecede(CollectionAddress one, CollectionAddress other)
    {
        var seen = new HashSet<CollectionAddress> { other };
        var open = new Stack<CollectionAddress>(seen);
        while (open.TryPop(out var next))
        {
            foreach (var earlier in _before[next].Where(seen.Add))
            {
                open.Push(earlier);
            }
        }

        return seen.Contains(one);
    }

    private List<CollectionAddress> Sort(IReadOnlyList<CollectionAddress> searched)
    {
        var left = searched.Reverse().ToList();
        var done = new HashSet<CollectionAddress>();
        var sorted = new List<CollectionAddress>();
        while (left.Count > 0)
        {
            var index = left.FindIndex(address => _before[address].All(done.Contains));
            var next = left[Math.Max(index, 0)];
            left.Remove(next);
            done.Add(next);
            sorted.Add(next);
        }

        return sorted;
    }
}
