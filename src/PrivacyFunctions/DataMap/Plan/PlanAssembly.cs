using System.Globalization;

namespace PrivacyFunctions.DataMap;

/// <summary>Puts the steps of a search together: which keys travel between them, which of them are worth doing, and in which units they run.</summary>
internal sealed class PlanAssembly
{
    private readonly PlannedSearch _search;
    private readonly StepFactory _factory;
    private readonly List<GraphNode> _kept;
    private readonly Dictionary<KeyFlow, string> _keyIds = [];
    private readonly Dictionary<CollectionAddress, IReadOnlyList<PlanKeys>> _outputs = [];
    private readonly Dictionary<CollectionAddress, string> _stepIds = [];

    public PlanAssembly(PlannedSearch search, StepFactory factory)
    {
        _search = search;
        _factory = factory;
        _kept = Kept(search.Order.Collections.Select(address => search.Graph.Find(address)!).ToList());
        NumberKeys();
        Units = MakeUnits();
    }

    public IReadOnlyList<PlanUnit> Units { get; }

    public string StepId(CollectionAddress address) => _stepIds[address];

    public bool HasStep(CollectionAddress address) => _stepIds.ContainsKey(address);

    private IEnumerable<KeyFlow> Into(CollectionAddress address) => _search.Flows.Where(flow => flow.To == address);

    /// <summary>What holds nothing that is asked for and leads nowhere that does is left out. From the end: a step stays when it matters itself or when one that stays needs its keys.</summary>
    private List<GraphNode> Kept(List<GraphNode> all)
    {
        var needed = _search.Vouchers.Select(voucher => voucher.Field.Collection).ToHashSet();
        var kept = new List<GraphNode>();
        foreach (var node in Enumerable.Reverse(all))
        {
            if (needed.Contains(node.Address) || StepFactory.Matters(_factory.Make(node, [], []), node))
            {
                kept.Insert(0, node);
                needed.UnionWith(Into(node.Address).Select(flow => flow.From));
            }
        }

        return kept;
    }

    private void NumberKeys()
    {
        var kept = _kept.Select(node => node.Address).ToHashSet();
        var count = 0;
        foreach (var node in _kept)
        {
            var outputs = new List<PlanKeys>();
            foreach (var flow in _search.Flows.Where(flow => flow.From == node.Address && kept.Contains(flow.To)))
            {
                var same = outputs.Find(output => output.Fields.SequenceEqual(flow.Sources));
                if (same is null)
                {
                    same = new PlanKeys(string.Create(CultureInfo.InvariantCulture, $"k{++count}"), flow.Sources);
                    outputs.Add(same);
                }

                _keyIds[flow] = same.Id;
            }

            _outputs[node.Address] = outputs;
        }
    }

    private List<PlanUnit> MakeUnits()
    {
        var levels = new Dictionary<CollectionAddress, int>();
        foreach (var node in _kept)
        {
            levels[node.Address] = Needs(node).Select(need => levels[need] + 1).DefaultIfEmpty(0).Max();
        }

        var groups = _kept.GroupBy(node => (Level: levels[node.Address], Dataset: node.Dataset.Key))
            .OrderBy(group => group.Key.Level).ThenBy(group => group.Key.Dataset, StringComparer.Ordinal).ToList();
        foreach (var node in groups.SelectMany(group => group))
        {
            _stepIds[node.Address] = string.Create(CultureInfo.InvariantCulture, $"s{_stepIds.Count + 1}");
        }

        var unitOf = groups.SelectMany((group, index) => group.Select(node => (node.Address, Id: string.Create(CultureInfo.InvariantCulture, $"u{index + 1}"))))
            .ToDictionary(entry => entry.Address, entry => entry.Id);
        return [.. groups.Select(group => MakeUnit(group.Key.Dataset, [.. group], unitOf))];
    }

    private PlanUnit MakeUnit(string dataset, List<GraphNode> nodes, Dictionary<CollectionAddress, string> unitOf) => new()
    {
        Id = unitOf[nodes[0].Address],
        Dataset = dataset,
        Needs = [.. nodes.SelectMany(Needs).Select(need => unitOf[need]).Distinct().OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal)],
        Steps = [.. nodes.Select(MakeStep)],
    };

    private PlanStep MakeStep(GraphNode node) => _factory.Make(node, Inputs(node), _outputs[node.Address]) with
    {
        Id = _stepIds[node.Address],
        Needs = [.. Needs(node).Select(need => _stepIds[need]).OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal)],
    };

    private HashSet<CollectionAddress> Needs(GraphNode node)
    {
        var vouched = _search.IdentitiesOf(node).Where(identity => identity.NeedsVouching).Select(identity => identity.Identity).ToHashSet();
        var vouchers = _search.Vouchers.Where(voucher => vouched.Contains(voucher.Identity)).Select(voucher => voucher.Field.Collection);
        var after = After.Of(_search.Graph, node.Address).Where(earlier => _search.Order.Contains(earlier) && _search.Order.IsEarlier(earlier, node.Address));
        return [.. Into(node.Address).Select(flow => flow.From).Concat(vouchers).Concat(after).Where(need => _outputs.ContainsKey(need))];
    }

    private List<PlanInput> Inputs(GraphNode node)
    {
        var inputs = _search.IdentitiesOf(node).Select(start => new PlanInput
        {
            Identity = start.Identity,
            NeedsVouching = start.NeedsVouching,
            Fields = [start.Field.Path],
            Comparison = Comparisons.Of(node, start.Field, start.Identity),
            Shared = false,
            MatchedDepths = StepFactory.MatchedDepths(node, [start.Field.Path]),
        });
        return [.. inputs.Concat(Into(node.Address).Where(_keyIds.ContainsKey).Select(flow => Input(node, flow)))];
    }

    private PlanInput Input(GraphNode node, KeyFlow flow) => new()
    {
        Keys = _keyIds[flow],
        Fields = flow.Targets,
        Comparison = Comparisons.Of(_search.Graph.Find(flow.From)!, node, flow),
        Shared = flow.Shared,
        MatchedDepths = StepFactory.MatchedDepths(node, flow.Targets),
    };
}
