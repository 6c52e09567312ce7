using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Lists the collections that a plan leaves out.</summary>
internal static class PlanOmissions
{
    public static IReadOnlyList<PlanOmission> Of(
        PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, PlannedSearch search, PlanAssembly assembly, PlanQuestion question)
    {
        var requested = question.Categories.Count > 0 ? question.Categories : [Category.User];
        var anyIdentity = Reach.From(search.Graph, EveryStart(search.Graph));
        var omissions = new List<PlanOmission>();
        foreach (var (dataset, collection) in map.Datasets.SelectMany(dataset => dataset.Collections.Select(collection => (dataset, collection))))
        {
            if (!assembly.HasStep(collection.Address))
            {
                var why = Why(map, catalogues, search, anyIdentity, collection);
                omissions.Add(new PlanOmission(dataset.Key, collection.Name, why, IsGap(search.Graph, why, collection, requested), Redaction.Of(map, dataset, collection)));
            }
        }

        return [.. omissions.OrderBy(omission => omission.Dataset, StringComparer.Ordinal).ThenBy(omission => omission.Collection, StringComparer.Ordinal)];
    }

    /// <summary>Collections that hold any identity that can start a search.</summary>
    public static HashSet<CollectionAddress> EveryStart(MapGraph graph) =>
        [.. graph.Nodes.Where(node => node.Fields.Any(field => field.Field.Identity is { } identity && identity.Value != SearchStarts.IpAddress)).Select(node => node.Address)];

    private static string Why(
        PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, PlannedSearch search, Reach anyIdentity, DatasetCollection collection)
    {
        var address = collection.Address;
        return 0 switch
        {
            _ when collection.SkipProcessing => Omissions.Skipped,
            _ when map.FindConnection(address.Dataset) is null => Omissions.NotConnected,
            _ when search.Graph.Find(address) is null && catalogues.ContainsKey(address.Dataset) => Omissions.TableMissing,
            _ when search.Order.Contains(address) => Omissions.NothingAsked,
            _ when anyIdentity.Owned.ContainsKey(address) || anyIdentity.SharedOnly.Contains(address) => Omissions.OtherIdentity,
            _ when IsBehindShared(search.Graph, anyIdentity, address) => Omissions.BehindShared,
            _ => Omissions.Unreachable,
        };
    }

    /// <summary>Whether keys would arrive if shared rows passed them on.</summary>
    public static bool IsBehindShared(MapGraph graph, Reach reach, CollectionAddress address)
    {
        var open = new Queue<CollectionAddress>(reach.SharedOnly);
        var seen = new HashSet<CollectionAddress>(open);
        while (open.TryDequeue(out var next))
        {
            if (next == address)
            {
                return true;
            }

            foreach (var flow in graph.From(next).Where(flow => seen.Add(flow.To)))
            {
                open.Enqueue(flow.To);
            }
        }

        return false;
    }

    /// <summary>An absent table always is one; anything else only where requested data cannot be got at.</summary>
    private static bool IsGap(MapGraph graph, string why, DatasetCollection collection, IReadOnlyCollection<string> requested)
    {
        var lacksColumns = graph.Find(collection.Address) is { } node && node.Absent.Any();
        return why == Omissions.TableMissing
            || ((why is Omissions.NotConnected or Omissions.Unreachable || lacksColumns) && Holds(collection, requested));
    }

    private static bool Holds(DatasetCollection collection, IReadOnlyCollection<string> requested) =>
        Category.AnyUnder(collection.Categories.Select(category => category.Value), requested)
        || MappedFields.Of(collection).Any(field => Category.AnyUnder(field.Categories, requested));
}
