using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>A table that a change reaches by itself, one hop after another.</summary>
/// <param name="Table">The live table.</param>
/// <param name="Collection">The collection mapped to it; null when it is not mapped or not searched.</param>
/// <param name="Deletes">Whether its rows are deleted; else some of their values change.</param>
/// <param name="Key">The foreign key that reaches it; null for a trigger.</param>
/// <param name="Over">The foreign key's or trigger's name.</param>
internal sealed record DeletionReach(string Table, CollectionAddress? Collection, bool Deletes, CatalogueForeignKey? Key, string Over)
{
    /// <summary>Everything that deleting or updating rows of a collection reaches over foreign keys and triggers, through any number of hops.</summary>
    public static IReadOnlyList<DeletionReach> Of(MapGraph graph, GraphNode node, bool deletes)
    {
        var reached = new List<DeletionReach>();
        if (node.Table is not { } start || !graph.Catalogues.TryGetValue(node.Dataset.Key, out var catalogue))
        {
            return reached;
        }

        var seen = new HashSet<(string, bool)> { (start.Name, deletes) };
        var open = new Queue<(CatalogueTable Table, bool Deleted)>([(start, deletes)]);
        while (open.TryDequeue(out var next))
        {
            foreach (var hop in Hops(graph, node.Dataset, catalogue, next.Table, next.Deleted))
            {
                reached.Add(hop);
                if (seen.Add((hop.Table, hop.Deletes)) && catalogue.Find(hop.Table) is { } table)
                {
                    open.Enqueue((table, hop.Deletes));
                }
            }
        }

        return reached;
    }

    private static IEnumerable<DeletionReach> Hops(MapGraph graph, Dataset dataset, Catalogue catalogue, CatalogueTable table, bool deleted)
    {
        var over = deleted ? graph.Referrers(dataset, table).Where(reference => reference.Key.OnDelete != ReferentialAction.Refuse) : [];
        foreach (var reference in over)
        {
            yield return new DeletionReach(reference.Table, reference.Collection, reference.Key.OnDelete == ReferentialAction.Cascade, reference.Key, reference.Key.Name);
        }

        foreach (var trigger in table.Triggers.Where(trigger => deleted ? trigger.OnDelete : trigger.OnUpdate))
        {
            foreach (var (name, deletes) in trigger.DeletesFrom.Select(name => (name, true)).Concat(trigger.Updates.Select(name => (name, false))))
            {
                if (catalogue.Find(name) is { } reached)
                {
                    yield return new DeletionReach(name, graph.CollectionOf(dataset, reached), deletes, null, trigger.Name);
                }
            }
        }
    }
}
