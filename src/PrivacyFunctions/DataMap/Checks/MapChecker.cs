using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Checks a data map against itself and against the live systems.</summary>
public static class MapChecker
{
    /// <summary>Reads the folder, asks every connected system for its catalogue, and names every problem. Never throws for what it reads.</summary>
    public static async Task<MapCheck> CheckAsync(string folder, IMapEnvironment environment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var reading = await MapFolder.ReadAsync(folder, cancellation);
        return await CheckAsync(reading, environment, cancellation);
    }

    /// <summary>The same for a map that was read already.</summary>
    public static async Task<MapCheck> CheckAsync(MapReading reading, IMapEnvironment environment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(environment);
        var problems = new ProblemList();
        problems.AddRange(reading.Problems);
        if (reading.Map is not { } map)
        {
            return new MapCheck(null, new Dictionary<string, Catalogue>(), problems.Ordered());
        }

        var catalogues = await LiveCatalogues.DescribeAsync(map, environment, problems, cancellation);
        Check(map, catalogues, problems);
        return new MapCheck(map, catalogues, problems.Ordered());
    }

    /// <summary>The part of a check that asks nobody.</summary>
    public static IReadOnlyList<MapProblem> Check(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(catalogues);
        var problems = new ProblemList();
        Check(map, catalogues, problems);
        return problems.Ordered();
    }

    private static void Check(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, ProblemList problems)
    {
        var search = SearchOf(map, catalogues, connectedOnly: map.Connections.Count > 0);
        var graph = search.Graph;
        NameChecks.Run(graph, problems);
        CategoryChecks.Run(map, problems);
        ConnectionChecks.Run(map, problems);
        DeletionRuleChecks.Run(map, problems);
        ReachChecks.Run(search, problems);
        if (map.Connections.Count > 0) ReachChecks.RunUnconnected(SearchOf(map, catalogues, connectedOnly: false), problems);
        LiveChecks.Run(graph, problems);
        DeletionChecks.Run(search, problems);
    }

    private static PlannedSearch SearchOf(PrivacyMap map, IReadOnlyDictionary<string, Catalogue> catalogues, bool connectedOnly)
    {
        var graph = MapGraph.Build(map, catalogues, connectedOnly);
        return PlannedSearch.Of(graph, EveryIdentity.Of(graph));
    }
}
