namespace PrivacyFunctions.DataMap;

/// <summary>What a collection's and its dataset's <c>after</c> make it wait for.</summary>
internal static class After
{
    public static IEnumerable<CollectionAddress> Of(MapGraph graph, CollectionAddress address)
    {
        if (graph.Find(address) is not { } node)
        {
            return [];
        }

        var collections = node.Collection.After.Select(after => graph.Names.Collection(after.Value)?.Address).OfType<CollectionAddress>();
        var datasets = node.Dataset.After
            .Where(after => after.Value != node.Dataset.Key)
            .SelectMany(after => graph.Map.FindDataset(after.Value)?.Collections.Select(collection => collection.Address) ?? []);
        return collections.Concat(datasets).Where(earlier => earlier != address && graph.Find(earlier) is not null);
    }
}
