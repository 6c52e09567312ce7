namespace PrivacyFunctions.DataMap;

/// <summary>
/// In which order collections are searched, each once, and which flows bring keys to which. Flows that would lead back to a collection
/// searched earlier are dropped. The order follows the flows of owned rows, so that nothing is dropped that a later place could have used;
/// only within a cycle of such flows the entry points come first, then what is nearer to them, then the name.
/// </summary>
internal sealed class SearchOrder
{
    private readonly MapGraph _graph;
    private readonly Reach _reach;
    private readonly Dictionary<CollectionAddress, int> _position = [];
    private readonly List<CollectionAddress> _unheeded = [];

    private SearchOrder(MapGraph graph, Reach reach, IReadOnlySet<CollectionAddress> first)
    {
        _graph = graph;
        _reach = reach;
        foreach (var address in Owned(first).Concat(reach.SharedOnly.Order()))
        {
            _position.Add(address, _position.Count);
        }
    }

    /// <summary>Every collection that is searched, in order; those of which only shared rows are reached come last.</summary>
    public IEnumerable<CollectionAddress> Collections => _position.OrderBy(entry => entry.Value).Select(entry => entry.Key);

    /// <summary>Collections whose <c>after</c> could not be honoured, because the search reaches what they wait for only through them.</summary>
    public IReadOnlyList<CollectionAddress> Unheeded => _unheeded;

    /// <summary>The flows that bring keys.</summary>
    public IReadOnlyList<KeyFlow> Used => [.. _graph.Flows.Where(flow => IsFollowed(flow) && Forward(flow))];

    /// <summary>The flows that would lead back.</summary>
    public IReadOnlyList<KeyFlow> Dropped => [.. _graph.Flows.Where(flow => IsFollowed(flow) && !Forward(flow))];

    /// <summary>Orders what can be reached from entry points.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="starts">Collections that hold a known identity.</param>
    /// <param name="first">Collections to be searched before all others, closed under what they need.</param>
    public static SearchOrder Build(MapGraph graph, IReadOnlySet<CollectionAddress> starts, IReadOnlySet<CollectionAddress> first) =>
        new(graph, Reach.From(graph, starts), first);

    public bool Contains(CollectionAddress address) => _position.ContainsKey(address);

    public bool IsSharedOnly(CollectionAddress address) => _reach.SharedOnly.Contains(address);

    public bool IsEarlier(CollectionAddress one, CollectionAddress other) => _position[one] < _position[other];

    /// <summary>Collections whose rows are needed, directly or not, to search these.</summary>
    public HashSet<CollectionAddress> WithNeeded(IEnumerable<CollectionAddress> wanted)
    {
        var needed = new HashSet<CollectionAddress>(wanted);
        var into = Used.ToLookup(flow => flow.To);
        var open = new Queue<CollectionAddress>(needed);
        while (open.TryDequeue(out var next))
        {
            foreach (var source in into[next].Select(flow => flow.From).Concat(After.Of(_graph, next).Where(Contains)).Where(needed.Add))
            {
                open.Enqueue(source);
            }
        }

        return needed;
    }

    private bool IsFollowed(KeyFlow flow) => _reach.Owned.ContainsKey(flow.From) && Contains(flow.To);

    private bool Forward(KeyFlow flow) => _position[flow.From] < _position[flow.To];

    private List<CollectionAddress> Owned(IReadOnlySet<CollectionAddress> first)
    {
        var rank = Ranks(first);
        var found = new SortedSet<(Rank Rank, CollectionAddress Address)>(_reach.Starts.Select(start => (rank[start], start)));
        var done = new List<CollectionAddress>();
        var finished = new HashSet<CollectionAddress>();
        var seen = new HashSet<CollectionAddress>(_reach.Starts);
        while (found.Count > 0)
        {
            // Even where after makes no sense, nothing of a later phase goes before an earlier one.
            var next = found.TakeWhile(candidate => candidate.Rank.Phase == found.Min.Rank.Phase).FirstOrDefault(candidate => !IsBlocked(candidate.Address, finished));
            if (next == default)
            {
                next = found.Min;
                _unheeded.Add(next.Address);
            }

            found.Remove(next);
            done.Add(next.Address);
            finished.Add(next.Address);
            foreach (var flow in _graph.From(next.Address).Where(flow => !flow.Shared && seen.Add(flow.To)))
            {
                found.Add((rank[flow.To], flow.To));
            }
        }

        return done;
    }

    private bool IsBlocked(CollectionAddress address, HashSet<CollectionAddress> finished) =>
        After.Of(_graph, address).Any(earlier => _reach.Owned.ContainsKey(earlier) && !finished.Contains(earlier));

    private Dictionary<CollectionAddress, Rank> Ranks(IReadOnlySet<CollectionAddress> first)
    {
        var nodes = _reach.Owned.Keys.Order().ToList();
        var waits = nodes.SelectMany(node => After.Of(_graph, node).Where(_reach.Owned.ContainsKey).Select(earlier => (From: earlier, To: node))).ToList();
        var flows = nodes.SelectMany(_graph.From).Where(flow => _reach.Owned.ContainsKey(flow.To)).ToList();
        var all = StrongComponents.Rank(nodes, flows.Select(flow => (flow.From, flow.To)).Concat(waits).ToLookup(edge => edge.From, edge => edge.To));
        var owned = StrongComponents.Rank(nodes, flows.Where(flow => !flow.Shared).Select(flow => (flow.From, flow.To)).Concat(waits).ToLookup(edge => edge.From, edge => edge.To));
        return nodes.ToDictionary(node => node, node => new Rank(first.Contains(node) ? 0 : 1, all[node], owned[node], _reach.Owned[node]));
    }

    private readonly record struct Rank(int Phase, int Component, int OwnedComponent, int Distance) : IComparable<Rank>
    {
        public int CompareTo(Rank other) =>
            (Phase, Component, OwnedComponent, Distance).CompareTo((other.Phase, other.Component, other.OwnedComponent, other.Distance));
    }
}
