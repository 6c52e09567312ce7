using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>What deletion does with all searched collections together: whether a row can go depends on the rows that refer to it.</summary>
internal sealed class DeletionPlan
{
    private readonly MapGraph _graph;
    private readonly Dictionary<CollectionAddress, DeletionDecision> _decisions;
    private readonly Dictionary<CollectionAddress, int> _turn;
    private readonly List<(CollectionAddress Collection, DeletionReach Reach)> _harm = [];

    private DeletionPlan(PlannedSearch search)
    {
        _graph = search.Graph;
        var searched = search.Order.Collections.ToList();
        _decisions = searched.ToDictionary(address => address, address => DeletionDecider.Decide(_graph.Map, _graph.Find(address)!, search.SharingOf(address)));
        Order = DeletionOrder.Of(_graph, searched, search.Flows, _decisions);
        _turn = Order.Collections.Select((address, turn) => (address, turn)).ToDictionary(entry => entry.address, entry => entry.turn);
        foreach (var node in searched.Select(address => _graph.Find(address)!))
        {
            _decisions[node.Address] = Completed(node, _decisions[node.Address]);
        }
    }

    public IReadOnlyDictionary<CollectionAddress, DeletionDecision> Decisions => _decisions;

    public DeletionOrder Order { get; }

    /// <summary>What changes would reach by themselves although it is retained, left or not in the map.</summary>
    public IReadOnlyList<(CollectionAddress Collection, DeletionReach Reach)> Harm => _harm;

    public static DeletionPlan Of(PlannedSearch search) => new(search);

    public bool IsChanged(CollectionAddress address) => _decisions[address] is DeletionDecision.Delete or DeletionDecision.Mask { Fields.Count: > 0 };

    private DeletionDecision Completed(GraphNode node, DeletionDecision decision) => decision switch
    {
        DeletionDecision.Delete delete => WithReach(node, WithReferrers(node, delete)),
        DeletionDecision.Mask { Fields.Count: > 0 } mask => mask with { AllowedTables = Allowed(node, DeletionReach.Of(_graph, node, deletes: false)) },
        _ => decision,
    };

    private DeletionDecision.Delete WithReach(GraphNode node, DeletionDecision.Delete delete)
    {
        var reached = DeletionReach.Of(_graph, node, deletes: true);
        return delete with { AllowedTables = Allowed(node, delete.Instead is null ? reached : [.. reached, .. DeletionReach.Of(_graph, node, deletes: false)]) };
    }

    private List<string> Allowed(GraphNode node, IReadOnlyList<DeletionReach> reached)
    {
        var harm = reached.Where(IsHarm).ToList();
        _harm.AddRange(harm.Select(reach => (node.Address, reach)));
        return [.. reached.Where(reach => harm.TrueForAll(other => other.Table != reach.Table)).Select(reach => reach.Table).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Rows that nobody decided about may not go or lose their references; what the organisation's own triggers note elsewhere is theirs.</summary>
    private bool IsHarm(DeletionReach reach) => (reach.Collection is { } address ? _decisions.GetValueOrDefault(address) : null) switch
    {
        DeletionDecision.Delete or DeletionDecision.Mask => false,
        DeletionDecision.Retain or DeletionDecision.Leave => true,
        _ => reach.Deletes || reach.Key is not null,
    };

    private DeletionDecision.Delete WithReferrers(GraphNode node, DeletionDecision.Delete delete)
    {
        var kept = _graph.Referrers(node)
            .Where(reference => Protects(node.Address, reference))
            .OrderBy(reference => reference.Table, StringComparer.Ordinal).ThenBy(reference => reference.Key.Name, StringComparer.Ordinal)
            .Select(reference => new KeptReferrer(reference.Table, reference.Key.Name, reference.Key.Columns, reference.Key.ReferencedColumns))
            .ToList();
        return kept.Count == 0 ? delete : delete with { KeptReferrers = kept, Instead = FieldMasks.Of(node, DeletionDecider.Masks(_graph.Map, node.Collection)) };
    }

    /// <summary>
    /// Rows that still refer to a row when its turn comes are not among those that go. Where the key clears their reference, that is no obstacle; where it
    /// would delete them with it, it is, unless a circle of keys leaves no other way.
    /// </summary>
    private bool Protects(CollectionAddress address, LiveReference reference)
    {
        var later = reference.Collection is { } holder && holder != address && _decisions.GetValueOrDefault(holder) is DeletionDecision.Delete && _turn[holder] > _turn[address];
        return reference.Key.OnDelete switch
        {
            ReferentialAction.Refuse => true,
            ReferentialAction.Cascade => !later,
            _ => false,
        };
    }
}
