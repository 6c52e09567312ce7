using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Finds the live table of a collection.</summary>
internal static class LiveTables
{
    /// <summary>The table of the dataset's schema, else of the connection's default schema.</summary>
    public static CatalogueTable? Find(Catalogue catalogue, Dataset dataset, string collection) =>
        (dataset.Namespace.TryGetValue("schema", out var schema) ? catalogue.Find($"{schema}.{collection}") : null) ?? catalogue.Find(collection);
}
