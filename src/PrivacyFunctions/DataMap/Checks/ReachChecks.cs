namespace PrivacyFunctions.DataMap;

/// <summary>What the search reaches, and where it stops.</summary>
internal static class ReachChecks
{
    public static void Run(PlannedSearch search, ProblemList problems)
    {
        var graph = search.Graph;
        Unreachable(search, graph.Nodes, problems);

        foreach (var (into, onward) in search.Stops())
        {
            problems.Warning(
                MapCodes.SharedPath,
                onward.At,
                $"The path {Names(into.Name)} → {Names(KeyFlow.Side(onward.To, onward.Targets))} would lead through a row that may belong to several people to others' rows; the search stops at {Quote.Name(into.To)}. Where values only flow one way, say so with direction; where each row belongs to one person, list the reference under traverse.");
        }

        foreach (var group in graph.Mixing.DistinctBy(group => group.Min(pair => pair.At)))
        {
            problems.Error(
                MapCodes.CompositeInArray,
                group.Min(pair => pair.At),
                $"The references {string.Join(", ", group.Select(pair => $"{Names(pair.Source.ToString())} → {Names(pair.Target.ToString())}"))} form one key, and its parts lie in arrays of one row that do not lie in each other, so nobody can tell which elements belong together; the search does not follow them. Keep the parts in the elements of one array, or, where one part alone identifies a row, keep only that reference.");
        }

        foreach (var address in search.Order.Unheeded)
        {
            problems.Error(MapCodes.AfterCycle, graph.Find(address)!.Collection.At, $"'after' of {Quote.Name(address)} cannot be honoured: what it waits for is only found through it, or waits for it too.");
        }

        foreach (var vouch in graph.Map.Vouches)
        {
            if (graph.Names.Field(vouch.Field.Value) is FieldLookup.Found { Address: var field } && graph.Find(field.Collection) is not null
                && (!search.Order.Contains(field.Collection) || search.Order.IsSharedOnly(field.Collection)))
            {
                problems.Warning(MapCodes.VouchUnusable, vouch.At, $"{Quote.Name(field)} cannot vouch: no row of it is found that belongs to one person.");
            }
        }
    }

    /// <summary>The same of datasets without a connection, as if all were connected: connecting them would not help.</summary>
    public static void RunUnconnected(PlannedSearch whole, ProblemList problems) =>
        Unreachable(whole, whole.Graph.Nodes.Where(node => whole.Graph.Map.FindConnection(node.Dataset.Key) is null), problems);

    private static void Unreachable(PlannedSearch search, IEnumerable<GraphNode> nodes, ProblemList problems)
    {
        var reach = Reach.From(search.Graph, PlanOmissions.EveryStart(search.Graph));
        foreach (var node in nodes.Where(node => node.HasUserData && !search.Order.Contains(node.Address) && !IsLookup(node)))
        {
            problems.Error(MapCodes.UnreachableCollection, node.Collection.At, $"No identity leads to the collection {Quote.Name(node.Address)}, which holds personal data. {Remedy(search.Graph, reach, node)}");
        }
    }

    private static bool IsLookup(GraphNode node) => node.Fields.Any(field => field.Field.CustomRequestField is not null);

    private static string Remedy(MapGraph graph, Reach reach, GraphNode node)
    {
        if (node.Fields.Any(field => field.Field.Identity?.Value == SearchStarts.IpAddress))
        {
            return "An IP address never starts a search: add another identity or a reference.";
        }

        return PlanOmissions.IsBehindShared(graph, reach, node.Address)
            ? "It is only reached through rows that may belong to several people, where the search stops: add a reference from a row of the person's own, or list the reference under traverse if each row belongs to one person."
            : "Give a field an identity, add a reference, or say skip_processing.";
    }

    private static string Names(string name) => Quote.Name(name).Trim('\'');
}
