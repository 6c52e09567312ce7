using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>What deletion would do, against what the live tables allow.</summary>
internal sealed class DeletionChecks
{
    private readonly MapGraph _graph;
    private readonly ProblemList _problems;
    private readonly IReadOnlyDictionary<CollectionAddress, DeletionDecision> _decisions;

    private DeletionChecks(PlannedSearch search, ProblemList problems)
    {
        _graph = search.Graph;
        _problems = problems;
        _decisions = DeletionDecisions.Of(_graph, search.Order.Collections.Select(address => (_graph.Find(address)!, search.SharingOf(address))));
    }

    public static void Run(PlannedSearch search, ProblemList problems)
    {
        var checks = new DeletionChecks(search, problems);
        foreach (var (address, decision) in checks._decisions)
        {
            checks.Check(checks._graph.Find(address)!, decision);
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
                Cascades(node, delete);
                NotErased(node, delete.Instead?.NotErased.Where(field => field.Why == FieldNotErased.MaskImpossible) ?? []);
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
                case FieldNotErased.PrimaryKey or FieldNotErased.ForeignKey:
                    var what = left.Why == FieldNotErased.PrimaryKey ? "part of the primary key" : "an enforced foreign key";
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
        var rules = DeletionDecider.Masks(_graph.Map, node.Address);
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
            _problems.Warning(MapCodes.TriggerFires, node.Collection.At, $"Deletion in {Quote.Name(node.Address)} fires the trigger {Quote.Name(trigger.Name)}; make sure that it keeps no copy of what is erased.");
        }
    }

    /// <summary>Follows the deletion through every foreign key that passes it on.</summary>
    private void Cascades(GraphNode node, DeletionDecision.Delete delete)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<CatalogueTable>([node.Table ?? new CatalogueTable { Name = "", Columns = [] }]);
        while (open.TryDequeue(out var table))
        {
            foreach (var reference in _graph.Referrers(node.Dataset, table).Where(reference => reference.Key.OnDelete != ReferentialAction.Refuse))
            {
                Cascade(node, delete, reference);
                if (reference.Key.OnDelete == ReferentialAction.Cascade && seen.Add(reference.Table) && _graph.Catalogues[node.Dataset.Key].Find(reference.Table) is { } next)
                {
                    open.Enqueue(next);
                }
            }
        }
    }

    private void Cascade(GraphNode node, DeletionDecision.Delete delete, LiveReference reference)
    {
        var decision = reference.Collection is { } address ? _decisions.GetValueOrDefault(address) : null;
        var action = reference.Key.OnDelete switch
        {
            ReferentialAction.Cascade => "CASCADE",
            ReferentialAction.SetNull => "SET NULL",
            _ => "SET DEFAULT",
        };
        var kept = decision switch
        {
            _ when reference.Collection is null => "is not in the map (or skipped)",
            DeletionDecision.Retain => "is retained",
            DeletionDecision.Leave => "is left as it is",
            null => "is not searched",
            _ => null,
        };
        if (kept is not null)
        {
            _problems.Error(MapCodes.CascadeIntoKept, node.Collection.At, $"Deleting rows of {Quote.Name(node.Address)} (entry at {delete.Rule}) would change {Quote.Name(reference.Table)} by {action} over the foreign key {Quote.Name(reference.Key.Name)}, and {Quote.Name(reference.Table)} {kept}; map and delete it too, or retain or mask {Quote.Name(node.Address)}.");
        }
        else if (decision is DeletionDecision.Mask && reference.Key.OnDelete == ReferentialAction.Cascade)
        {
            _problems.Warning(MapCodes.CascadeIntoMasked, node.Collection.At, $"Deleting rows of {Quote.Name(node.Address)} (entry at {delete.Rule}) also deletes rows of {Quote.Name(reference.Table)} by CASCADE, which the map only masks; say delete for it too.");
        }
    }

    private void Order(List<CollectionAddress> searched)
    {
        var byMap = DeletionOrder.Of(MapGraph.Build(_graph.Map, new Dictionary<string, Catalogue>(), connectedOnly: false), searched).Impossible;
        foreach (var (address, earlier) in DeletionOrder.Of(_graph, searched).Impossible)
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
