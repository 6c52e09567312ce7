using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>The collections that can be searched and the ways that keys can flow between them.</summary>
internal sealed class MapGraph
{
    private readonly Dictionary<CollectionAddress, GraphNode> _nodes = [];
    private readonly ILookup<CollectionAddress, KeyFlow> _outgoing;
    private readonly List<IReadOnlyList<ReferencePair>> _mixing = [];

    private MapGraph(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, bool connectedOnly, bool catalogued)
    {
        Map = map;
        Catalogues = catalogues;
        Names = new FieldNames(map);
        foreach (var dataset in map.Datasets.Where(dataset => !connectedOnly || map.FindConnection(dataset.Key) is not null))
        {
            catalogues.TryGetValue(dataset.Key, out var catalogue);
            foreach (var collection in dataset.Collections.Where(collection => !collection.SkipProcessing))
            {
                var table = catalogue is null ? null : LiveTables.Find(catalogue, dataset, collection.Name);
                if (catalogue is null || table is not null)
                {
                    _nodes[collection.Address] = new GraphNode(dataset, collection, table)
                    {
                        Unknown = catalogued && catalogue is null,
                        Referenced = ReferencedColumns(catalogue, table),
                    };
                }
            }
        }

        Flows = [.. Pairs(map).OrderBy(flow => flow.Name, StringComparer.Ordinal)];
        _outgoing = Flows.ToLookup(flow => flow.From);
    }

    public PrivacyMap Map { get; }

    public IReadOnlyDictionary<string, Catalogue> Catalogues { get; }

    public FieldNames Names { get; }

    /// <summary>By address, ordinal.</summary>
    public IEnumerable<GraphNode> Nodes => _nodes.Values.OrderBy(node => node.Address);

    /// <summary>Every possible flow, by name.</summary>
    public IReadOnlyList<KeyFlow> Flows { get; }

    /// <summary>
    /// References that form one key, parts of which lie in two arrays of one row that do not lie in each other: which elements belong together nobody can
    /// tell, and those that do not would make others' keys. They are not followed.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<ReferencePair>> Mixing => _mixing;

    /// <summary>Builds the graph; a dataset without catalogue is taken as the map describes it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="catalogues">Live catalogues by dataset.</param>
    /// <param name="connectedOnly">Whether datasets without a connection are left out.</param>
    /// <param name="catalogued">Whether a missing catalogue means that the system did not answer, so that nothing is believed about its keys.</param>
    public static MapGraph Build(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, bool connectedOnly, bool catalogued = false) =>
        new(map, catalogues, connectedOnly, catalogued);

    public GraphNode? Find(CollectionAddress address) => _nodes.GetValueOrDefault(address);

    public IEnumerable<KeyFlow> From(CollectionAddress address) => _outgoing[address];

    /// <summary>The enforced foreign keys of any table of the system, mapped or not, that refer to the collection's table.</summary>
    public IEnumerable<LiveReference> Referrers(GraphNode node) => node.Table is { } table ? Referrers(node.Dataset, table) : [];

    /// <summary>The same for a table.</summary>
    public IEnumerable<LiveReference> Referrers(Dataset dataset, CatalogueTable table) =>
        Catalogues.TryGetValue(dataset.Key, out var catalogue)
            ? from holder in catalogue.Tables
              from key in holder.ForeignKeys
              where key.ReferencedTable == table.Name
              select new LiveReference(holder.Name, CollectionOf(dataset, holder), key)
            : [];

    /// <summary>The collection that is mapped to a live table.</summary>
    public CollectionAddress? CollectionOf(Dataset dataset, CatalogueTable table) =>
        dataset.Collections.Select(collection => Find(collection.Address)).FirstOrDefault(node => ReferenceEquals(node?.Table, table))?.Address;

    private static HashSet<string> ReferencedColumns(Catalogue? catalogue, CatalogueTable? table) =>
        [.. (catalogue?.Tables ?? []).SelectMany(holder => holder.ForeignKeys).Where(key => key.ReferencedTable == table?.Name).SelectMany(key => key.ReferencedColumns)];

    private IEnumerable<KeyFlow> Pairs(PrivacyMap map)
    {
        var traversed = Traversed(map);
        var usable = References.Of(map).Where(pair => Exists(pair.Source) && Exists(pair.Target));
        foreach (var between in usable.GroupBy(pair => (From: pair.Source.Collection, To: pair.Target.Collection)))
        {
            var (source, target) = (_nodes[between.Key.From], _nodes[between.Key.To]);
            var ordered = between.OrderBy(pair => pair.Source.Path).ThenBy(pair => pair.Target.Path).ToList();
            foreach (var group in CompositeKeys.Group(ordered, source, target))
            {
                if (source.HasUnrelatedArrays([.. group.Select(pair => pair.Source.Path)]) || target.HasUnrelatedArrays([.. group.Select(pair => pair.Target.Path)]))
                {
                    _mixing.Add(group);
                }
                else
                {
                    yield return Flow(group, source, target, traversed);
                }
            }
        }
    }

    private static KeyFlow Flow(IReadOnlyList<ReferencePair> group, GraphNode source, GraphNode target, HashSet<(FieldAddress, FieldAddress)> traversed)
    {
        var sources = group.Select(pair => pair.Source.Path).ToList();
        var targets = group.Select(pair => pair.Target.Path).ToList();
        var holder = !source.HoldsUniquely(sources) && !group.All(pair => traversed.Contains((pair.Source, pair.Target)));
        return new KeyFlow
        {
            From = source.Address,
            To = target.Address,
            Sources = sources,
            Targets = targets,
            Shared = holder && target.IsIdentifiedBy(targets),
            Suspected = holder && !target.IsKnownBy(targets) && target.IsIdentifiedBy(targets),
            At = group.Min(pair => pair.At),
        };
    }

    private static HashSet<(FieldAddress, FieldAddress)> Traversed(PrivacyMap map)
    {
        var names = new FieldNames(map);
        return [.. map.Traverses
            .Select(traverse => (From: names.Field(traverse.From.Value), To: names.Field(traverse.To.Value)))
            .Where(traverse => traverse is (FieldLookup.Found, FieldLookup.Found))
            .Select(traverse => (((FieldLookup.Found)traverse.From).Address, ((FieldLookup.Found)traverse.To).Address))];
    }

    private bool Exists(FieldAddress field) => Find(field.Collection)?.Find(field.Path) is not null;
}
