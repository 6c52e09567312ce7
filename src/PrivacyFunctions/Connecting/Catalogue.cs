namespace PrivacyFunctions.Connecting;

/// <summary>The live shape of one system.</summary>
/// <param name="Tables">Every table and view the connection can see.</param>
public sealed record Catalogue(IReadOnlyList<CatalogueTable> Tables)
{
    /// <summary>The schema whose tables need no prefix; null where the system knows no schemas.</summary>
    public string? DefaultSchema { get; init; }

    /// <summary>The table whose name is exactly this, ordinal.</summary>
    public CatalogueTable? Find(string name) => Tables.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.Ordinal));
}
