using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Lists what the map names and the live systems lack.</summary>
internal static class PlanGaps
{
    public static IReadOnlyList<PlanGap> Of(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, MapGraph graph, PlanAssembly assembly)
    {
        var gaps = new List<PlanGap>();
        foreach (var collection in map.Datasets.Where(dataset => catalogues.ContainsKey(dataset.Key)).SelectMany(dataset => dataset.Collections))
        {
            if (collection.SkipProcessing)
            {
                continue;
            }

            if (graph.Find(collection.Address) is not { } node)
            {
                gaps.Add(new PlanGap(collection.Address.Dataset, collection.Name, null, Omissions.TableMissing));
            }
            else if (assembly.HasStep(collection.Address))
            {
                gaps.AddRange(node.Absent.Select(field => new PlanGap(collection.Address.Dataset, collection.Name, field.Name, "column-missing")));
            }
        }

        return gaps;
    }
}
