namespace PrivacyFunctions.DataMap;

/// <summary>Connections and systems against the datasets.</summary>
internal static class ConnectionChecks
{
    public static void Run(PrivacyMap map, ProblemList problems)
    {
        foreach (var entry in map.Connections.Where(entry => map.FindDataset(entry.Dataset.Value) is null))
        {
            problems.Error(MapCodes.UnknownDataset, entry.Dataset.At, $"There is no dataset {Quote.Name(entry.Dataset.Value)} to connect.");
        }

        foreach (var dataset in map.Datasets.Where(dataset => map.FindConnection(dataset.Key) is null))
        {
            problems.Warning(MapCodes.NoConnection, dataset.At, $"The dataset {Quote.Name(dataset.Key)} has no connection: nothing is collected from it, and no answer that should hold it is complete. Add an entry under connection.");
        }

        foreach (var reference in map.Systems.SelectMany(system => system.DatasetReferences.Concat(system.Declarations.SelectMany(declaration => declaration.DatasetReferences))))
        {
            if (map.FindDataset(reference.Value) is null)
            {
                problems.Warning(MapCodes.UnknownDataset, reference.At, $"A system refers to the dataset {Quote.Name(reference.Value)}, which is not in the map.");
            }
        }
    }
}
