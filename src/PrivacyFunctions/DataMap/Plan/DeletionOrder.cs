namespace PrivacyFunctions.DataMap;

/// <summary>
/// In which order collections are changed. Where rules disagree, the first counts: children whose rows go before parents whose rows go; an explicit
/// <c>erase_after</c>, unless a foreign key forbids it; fields that are masked only after every collection that is found by them; children before
/// parents otherwise; and against the order of the search.
/// </summary>
internal sealed class DeletionOrder
{
    private readonly Dictionary<CollectionAddress, HashSet<CollectionAddress>> _before;
    private readonly List<(CollectionAddress Collection, CollectionAddress EraseAfter)> _impossible = [];

    private DeletionOrder(
        MapGraph graph,
        IReadOnlyList<CollectionAddress> searched,
        IReadOnlyList<KeyFlow> flows,
        IReadOnlyDictionary<CollectionAddress, DeletionDecision> decisions)
    {
        _before = searched.ToDictionary(address => address, _ => new HashSet<CollectionAddress>());
        var children = searched.Order().SelectMany(parent => Children(graph, parent).Select(child => (Child: child, Parent: parent))).ToList();
        var forbidden = new Precedence(children);
        Add(children.Where(pair => decisions[pair.Child] is DeletionDecision.Delete && decisions[pair.Parent] is DeletionDecision.Delete));
        foreach (var (address, earlier) in searched.Order().SelectMany(address => EraseAfter(graph, address).Select(earlier => (address, earlier))))
        {
            if (forbidden.Demands(address, earlier) || !TryAdd(earlier, address))
            {
                _impossible.Add((address, earlier));
            }
        }

        Add(flows.Where(flow => IsMasked(decisions[flow.From], flow.Sources)).Select(flow => (flow.To, flow.From)));
        Add(children);
        Collections = Sort(searched);
    }

    /// <summary>First to last.</summary>
    public IReadOnlyList<CollectionAddress> Collections { get; }

    /// <summary>The <c>erase_after</c> entries that cannot be honoured.</summary>
    public IReadOnlyList<(CollectionAddress Collection, CollectionAddress EraseAfter)> Impossible => _impossible;

    /// <summary>Orders what is searched.</summary>
    /// <param name="graph">The graph, with live foreign keys where they are known.</param>
    /// <param name="searched">The collections in the order of the search.</param>
    /// <param name="flows">The flows that bring keys.</param>
    /// <param name="decisions">What is done with each collection.</param>
    public static DeletionOrder Of(
        MapGraph graph,
        IReadOnlyList<CollectionAddress> searched,
        IReadOnlyList<KeyFlow> flows,
        IReadOnlyDictionary<CollectionAddress, DeletionDecision> decisions) => new(graph, searched, flows, decisions);

    private static bool IsMasked(DeletionDecision decision, IReadOnlyList<FieldPath> sources) =>
        decision is DeletionDecision.Mask mask && mask.Fields.Any(field => sources.Any(source => source.IsWithin(field.Field) || field.Field.IsWithin(source)));

    private IEnumerable<CollectionAddress> Children(MapGraph graph, CollectionAddress parent) =>
        graph.Find(parent) is { } node
            ? graph.Referrers(node).Select(reference => reference.Collection).OfType<CollectionAddress>().Where(child => child != parent && _before.ContainsKey(child)).Distinct()
            : [];

    private IEnumerable<CollectionAddress> EraseAfter(MapGraph graph, CollectionAddress address) =>
        (graph.Find(address)?.Collection.EraseAfter ?? [])
            .Select(after => graph.Names.Collection(after.Value)?.Address).OfType<CollectionAddress>().Where(_before.ContainsKey);

    private void Add(IEnumerable<(CollectionAddress Earlier, CollectionAddress Later)> pairs)
    {
        foreach (var (earlier, later) in pairs)
        {
            TryAdd(earlier, later);
        }
    }

    /// <summary>False when the opposite is settled already.</summary>
    private bool TryAdd(CollectionAddress earlier, CollectionAddress later)
    {
        if (Precedence.Demands(_before, later, earlier))
        {
            return false;
        }

        _before[later].Add(earlier);
        return true;
    }

    private List<CollectionAddress> Sort(IReadOnlyList<CollectionAddress> searched)
    {
        var left = searched.Reverse().ToList();
        var done = new HashSet<CollectionAddress>();
        var sorted = new List<CollectionAddress>();
        while (left.Count > 0)
        {
            var next = left.First(address => _before[address].IsSubsetOf(done));
            left.Remove(next);
            done.Add(next);
            sorted.Add(next);
        }

        return sorted;
    }
}
