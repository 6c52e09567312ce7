using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Makes plans. A pure function of the map, the live catalogues and the names in the question.</summary>
public static class PlanBuilder
{
    /// <summary>The plan for a question.</summary>
    /// <param name="map">The data map.</param>
    /// <param name="catalogues">Live catalogues by dataset; a dataset without one is taken as the map describes it.</param>
    /// <param name="question">What is asked.</param>
    public static Plan Build(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, PlanQuestion question)
    {
        var graph = MapGraph.Build(map, catalogues, connectedOnly: true, question.Catalogued);
        var search = PlannedSearch.Of(graph, question);
        var searched = search.Order.Collections.ToList();
        var decisions = DeletionDecisions.Of(graph, searched.Select(address => (graph.Find(address)!, search.SharingOf(address))));
        var assembly = new PlanAssembly(search, new StepFactory(search, question, decisions));
        var plan = new Plan
        {
            PlanHash = "",
            Right = question.Right,
            Proved = search.Proved,
            Vouched = search.Vouched,
            Unused = search.Unused,
            Categories = [.. (question.Categories.Count > 0 ? question.Categories : [Category.User]).Distinct().Order(StringComparer.Ordinal)],
            Units = assembly.Units,
            Stops = [.. search.Stops().Select(stop => new PlanStop(stop.Into.Name, stop.Onward.Name))],
            Dropped = [.. search.Order.Dropped.Where(flow => !search.Flows.Any(flow.Mirrors)).Select(flow => flow.Name)],
            NotSearched = PlanOmissions.Of(map, catalogues, search, assembly, question),
            Suspected = [.. graph.Flows.Where(flow => flow.Suspected && assembly.HasStep(flow.To)).Select(flow => flow.To.ToString()).Distinct().Order(StringComparer.Ordinal)],
            Gaps = PlanGaps.Of(map, catalogues, graph, assembly),
            DeletionOrder = question.Right == PlanQuestion.Deletion ? Changed(graph, searched, decisions, assembly) : [],
        };
        return plan with { PlanHash = PlanHashing.Of(plan) };
    }

    private static IReadOnlyList<string> Changed(
        MapGraph graph, List<CollectionAddress> searched, IReadOnlyDictionary<CollectionAddress, DeletionDecision> decisions, PlanAssembly assembly) =>
        [.. DeletionOrder.Of(graph, searched).Collections
            .Where(assembly.HasStep)
            .Where(address => decisions[address] is DeletionDecision.Delete or DeletionDecision.Mask { Fields.Count: > 0 })
            .Select(assembly.StepId)];
}
