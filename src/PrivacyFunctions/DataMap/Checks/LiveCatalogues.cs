using System.Collections.Concurrent;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Asks the connected systems for their catalogues, all at once; what is wrong with a connection becomes a problem at its entry.</summary>
internal static class LiveCatalogues
{
    public static async Task<IReadOnlyDictionary<string, Catalogue>> DescribeAsync(
        PrivacyMap map, IMapEnvironment environment, ProblemList problems, CancellationToken cancellation)
    {
        var catalogues = new ConcurrentDictionary<string, Catalogue>(StringComparer.Ordinal);
        var found = new ConcurrentBag<MapProblem>();
        var prepared = map.Connections
            .Where(entry => map.FindDataset(entry.Dataset.Value) is not null)
            .Select(entry => (Entry: entry, Connector: ConnectionPreparation.Connector(entry, environment, problems)))
            .Where(pair => pair.Connector is not null)
            .Select(pair => (pair.Entry, pair.Connector, Connection: ConnectionPreparation.Prepare(pair.Entry, pair.Connector!, environment, problems)))
            .Where(triple => triple.Connection is not null)
            .ToList();
        await Task.WhenAll(prepared.Select(async triple =>
        {
            try
            {
                await using var system = triple.Connector!.Connect(triple.Connection!);
                catalogues[triple.Entry.Dataset.Value] = await system.DescribeAsync(cancellation);
            }
            catch (ConnectorFailure failure)
            {
                found.Add(Problem(triple.Entry, failure));
            }
        }));
        problems.AddRange(found);
        return catalogues.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
    }

    private static MapProblem Problem(ConnectionEntry entry, ConnectorFailure failure)
    {
        var at = failure.Subject is { } setting && entry.Settings.TryGetValue(setting, out var written) ? written.At : entry.At;
        return MapProblem.At(
            MapSeverity.Error,
            MapCodes.SystemUnreachable,
            at,
            $"The system of {Quote.Name(entry.Dataset.Value)} could not be checked: {failure.Message} Correct its settings, or let it be reached from here; the map was checked without its live tables.");
    }
}
