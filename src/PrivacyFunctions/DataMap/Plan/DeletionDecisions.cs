using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>The decisions about all collections together: whether a row can go depends on the rows that refer to it.</summary>
internal static class DeletionDecisions
{
    public static IReadOnlyDictionary<CollectionAddress, DeletionDecision> Of(MapGraph graph, IEnumerable<(GraphNode Node, Sharing Sharing)> searched)
    {
        var found = searched.ToList();
        var decisions = found.ToDictionary(entry => entry.Node.Address, entry => DeletionDecider.Decide(graph.Map, entry.Node, entry.Sharing));
        foreach (var (node, _) in found)
        {
            if (decisions[node.Address] is DeletionDecision.Delete delete)
            {
                decisions[node.Address] = WithReferrers(graph, node, delete, decisions);
            }
        }

        return decisions;
    }

    private static DeletionDecision.Delete WithReferrers(
        MapGraph graph, GraphNode node, DeletionDecision.Delete delete, Dictionary<CollectionAddress, DeletionDecision> decisions)
    {
        var kept = graph.Referrers(node)
            .Where(reference => reference.Key.OnDelete == ReferentialAction.Refuse)
            .Where(reference => reference.Collection is not { } address || decisions.GetValueOrDefault(address) is not DeletionDecision.Delete)
            .Select(reference => reference.Table).Distinct().Order(StringComparer.Ordinal).ToList();
        return kept.Count == 0 ? delete : delete with { KeptReferrers = kept, Instead = FieldMasks.Of(node, DeletionDecider.Masks(graph.Map, node.Address)) };
    }
}
