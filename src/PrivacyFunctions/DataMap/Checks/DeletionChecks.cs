using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>What deletion would do, against what the live tables allow.</summary>
internal sealed class DeletionChecks
{
    private readonly MapGraph _graph;
    private readonly ProblemList _problems;
    private readonly PlannedSearch _search;
    private readonly DeletionPlan _plan;

    private DeletionChecks(PlannedSearch search, ProblemList problems)
    {
        _graph = search.Graph;
        _problems = problems;
        _search = search;
        _plan = DeletionPlan.Of(search);
    }

    public static void Run(PlannedSearch search, ProblemList problems)
    {
        var checks = new DeletionChecks(search, problems);
        foreach (var (address, decision) in checks._plan.Decisions)
        {
            checks.Check(checks._graph.Find(address)!, decision);
        }

        foreach (var (address, reach) in checks._plan.Harm)
        {
            checks.Harm(checks._graph.Find(address)!, reach);
        }

        checks.Order([.. search.Order.Collections]);
    }

    private void Check(GraphNode node, DeletionDecision decision)
    {
        switch (decision)
        {
            case DeletionDecision.Delete delete:
                Writable(node);
                Triggers(node, trigger => trigger.OnDelete);
                KeptReferrers(node, delete);
                break;
            case DeletionDecision.Mask mask:
                NotErased(node, mask.NotErased);
                if (mask.Fields.Count > 0)
                {
                    Writable(node);
                    Triggers(node, trigger => trigger.OnUpdate);
                }
                else if (mask.NotErased.Count == 0 && Category.AnyUnder(node.Collection.Categories.Select(category => category.Value), Category.User))
                {
                    _problems.Warning(MapCodes.DeletionChangesNothing, node.Collection.At, $"The collection {Quote.Name(node.Address)} is about people, but none of its fields is, so deletion changes nothing in it; say delete or retain, or categorise its fields.");
                }

                break;
        }
    }

    private void NotErased(GraphNode node, IEnumerable<FieldNotErased> fields)
    {
        foreach (var left in fields)
        {
            var field = node.Find(left.Field)!;
            switch (left.Why)
            {
                case var why when FieldNotErased.IsKey(why):
                    var what = why switch
                    {
                        FieldNotErased.PrimaryKey => "part of the primary key",
                        FieldNotErased.ForeignKey => "an enforced foreign key",
                        _ => "what enforced foreign keys refer to",
                    };
                    _problems.Error(MapCodes.KeyNeedsDecision, field.Field.At, $"{Quote.Name(field.Address)} is personal and {what}, which cannot be masked; say delete or retain for {Quote.Name(node.Address)}.");
                    break;
                case FieldNotErased.MaskImpossible:
                    MaskImpossible(node, field);
                    break;
                case FieldNotErased.NotWritable when node.Table is { Writable: true }:
                    _problems.Warning(MapCodes.NotWritable, field.Field.At, $"{Quote.Name(field.Address)} is computed by the system, so deletion cannot change it; it changes with the columns it is computed from.");
                    break;
                case FieldNotErased.NotWritable:
                    Writable(node);
                    break;
            }
        }
    }

    private void MaskImpossible(GraphNode node, MappedField field)
    {
        var column = node.Table!.Find(field.Path.Column)!;
        var rules = DeletionDecider.Masks(_graph.Map, node.Collection);
        var strategy = FieldMasks.Strategy(field, rules)!;
        var obstacle = MaskFit.Obstacle(strategy, column, node.Table, field.Field.Length);
        var at = field.Field.MaskingOverride?.At ?? field.Field.At;
        _problems.Error(MapCodes.MaskImpossible, at, $"{Quote.Name(field.Address)} cannot take '{strategy.Name}': {obstacle}. {MaskFit.Remedy(column, node.Table)}");
    }

    private void Writable(GraphNode node)
    {
        if (node.Table is { Writable: false })
        {
            _problems.Error(MapCodes.NotWritable, node.Collection.At, $"Deletion would change {Quote.Name(node.Address)}, which cannot be written (a view); map the table behind it, or say retain.");
        }
    }

    private void Triggers(GraphNode node, Func<CatalogueTrigger, bool> fires)
    {
        foreach (var trigger in node.Table?.Triggers.Where(fires) ?? [])
        {
            var updates = trigger.Updates.Where(table => table != node.Table!.Name).ToList();
            var what = updates.Count > 0 ? $", which changes {Quote.Names(updates)}" : "";
            _problems.Warning(MapCodes.TriggerFires, node.Collection.At, $"Deletion in {Quote.Name(node.Address)} fires the trigger {Quote.Name(trigger.Name)}{what}; make sure that it keeps no copy of what is erased.");
        }
    }

    /// <summary>Where whole collections stay that refer to the rows, some of these are masked after all: their columns must be able to take it.</summary>
    private void KeptReferrers(GraphNode node, DeletionDecision.Delete delete)
    {
        var staying = _graph.Referrers(node).Where(reference => !GoesOrIsCleared(reference)).ToList();
        if (staying.Count > 0)
        {
            NotErased(node, delete.Instead?.NotErased.Where(field => field.Why == FieldNotErased.MaskImpossible) ?? []);
        }

        foreach (var table in staying.Where(reference => reference.Key.OnDelete == ReferentialAction.Cascade && Decision(reference) is DeletionDecision.Mask).Select(reference => reference.Table).Distinct())
        {
            _problems.Warning(MapCodes.CascadeIntoMasked, node.Collection.At, $"Deleting rows of {Quote.Name(node.Address)} (entry at {delete.Rule}) would also delete rows of {Quote.Name(table)} by CASCADE, which the map only masks; rows that these refer to are masked instead. Say delete for {Quote.Name(table)} too.");
        }
    }

    private bool GoesOrIsCleared(LiveReference reference) =>
        Decision(reference) is DeletionDecision.Delete
        || (Decision(reference) is DeletionDecision.Mask && reference.Key.OnDelete is ReferentialAction.SetNull or ReferentialAction.SetDefault);

    private DeletionDecision? Decision(LiveReference reference) => reference.Collection is { } address ? _plan.Decisions.GetValueOrDefault(address) : null;

    private void Harm(GraphNode node, DeletionReach reach)
    {
        var kept = reach.Collection is not { } address ? "is not in the map (or skipped)" : _plan.Decisions.GetValueOrDefault(address) switch
        {
            DeletionDecision.Retain => "is retained",
            DeletionDecision.Leave => "is left as it is",
            _ => "is not searched",
        };
        var how = reach.Key?.OnDelete switch
        {
            null => $"by the trigger {Quote.Name(reach.Over)}",
            ReferentialAction.Cascade => $"by CASCADE over the foreign key {Quote.Name(reach.Over)}",
            ReferentialAction.SetNull => $"by SET NULL over the foreign key {Quote.Name(reach.Over)}",
            _ => $"by SET DEFAULT over the foreign key {Quote.Name(reach.Over)}",
        };
        var changing = _plan.Decisions[node.Address] is DeletionDecision.Delete delete ? $"Deleting rows of {Quote.Name(node.Address)} (entry at {delete.Rule})" : $"Masking rows of {Quote.Name(node.Address)}";
        var code = reach.Key is null ? MapCodes.TriggerIntoKept : MapCodes.CascadeIntoKept;
        _problems.Error(code, node.Collection.At, $"{changing} would change {Quote.Name(reach.Table)} {how}, and {Quote.Name(reach.Table)} {kept}; map and delete it too, or retain or mask {Quote.Name(node.Address)}.");
    }

    private void Order(List<CollectionAddress> searched)
    {
        var byMap = DeletionOrder.Of(MapGraph.Build(_graph.Map, new Dictionary<string, Catalogue>(), connectedOnly: false), searched, _search.Flows, _plan.Decisions).Impossible;
        foreach (var (address, earlier) in _plan.Order.Impossible)
        {
            var collection = _graph.Find(address)!.Collection;
            var at = collection.EraseAfter.FirstOrDefault(after => after.Value == earlier.ToString())?.At ?? collection.At;
            if (byMap.Contains((address, earlier)))
            {
                _problems.Error(MapCodes.EraseAfterCycle, at, $"'erase_after' of {Quote.Name(address)} names {Quote.Name(earlier)}, which itself has to be erased later; remove one of them.");
            }
            else
            {
                _problems.Error(MapCodes.EraseOrderImpossible, at, $"'erase_after' of {Quote.Name(address)} names {Quote.Name(earlier)}, but a foreign key demands the opposite order; remove the entry.");
            }
        }
    }
}
