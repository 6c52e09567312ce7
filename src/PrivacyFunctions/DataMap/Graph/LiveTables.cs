using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Finds the live table of a collection.</summary>
internal static class LiveTables
{
    /// <summary>The table of the schema that the dataset names, and of no other; of the connection's default schema where it names none.</summary>
    public static CatalogueTable? Find(Catalogue catalogue, Dataset dataset, string collection) =>
        catalogue.DefaultSchema is not null && dataset.Namespace.TryGetValue("schema", out var schema) && schema.Length > 0
            ? catalogue.Tables.FirstOrDefault(table => table.Path.SequenceEqual([schema, collection], StringComparer.Ordinal))
            : catalogue.Find(collection);
}
