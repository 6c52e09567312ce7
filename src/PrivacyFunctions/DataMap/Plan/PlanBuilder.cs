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
        var deletion = question.Right == PlanQuestion.Deletion ? DeletionPlan.Of(search) : null;
        var assembly = new PlanAssembly(search, new StepFactory(search, question, deletion));
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
            DeletionOrder = deletion is null ? [] : [.. Changed(deletion, assembly).Select(assembly.StepId)],
            Refusals = deletion is null ? [] : [.. Refusals(graph, deletion, [.. Changed(deletion, assembly)])],
        };
        return plan with { PlanHash = PlanHashing.Of(plan) };
    }

    private static IEnumerable<CollectionAddress> Changed(DeletionPlan deletion, PlanAssembly assembly) =>
        deletion.Order.Collections.Where(assembly.HasStep).Where(deletion.IsChanged);

    private static IEnumerable<PlanRefusal> Refusals(MapGraph graph, DeletionPlan deletion, List<CollectionAddress> changed)
    {
        var unseen = changed.Where(address => graph.Find(address)!.Table is null).Select(address => new PlanRefusal(address.Dataset, address.Collection, PlanRefusal.Unseen));
        var harm = deletion.Harm.Where(harm => changed.Contains(harm.Collection)).Select(harm => new PlanRefusal(
            harm.Collection.Dataset, harm.Collection.Collection, harm.Reach.Key is null ? PlanRefusal.Trigger : PlanRefusal.Cascade, harm.Reach.Table, harm.Reach.Over));
        return unseen.Concat(harm).Distinct();
    }
}
