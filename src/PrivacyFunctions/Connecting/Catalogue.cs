namespace PrivacyFunctions.Connecting;

/// <summary>The live shape of one system.</summary>
/// <param name="Tables">Every table and view the connection can see.</param>
public sealed record Catalogue(IReadOnlyList<CatalogueTable> Tables)
{
    /// <summary>The table whose name is exactly this, ordinal.</summary>
    public CatalogueTable? Find(string name) => Tables.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.Ordinal));
}
