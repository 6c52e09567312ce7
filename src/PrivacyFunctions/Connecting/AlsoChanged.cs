namespace PrivacyFunctions.Connecting;

/// <summary>Rows that a foreign key's action or a trigger changed in another table.</summary>
/// <param name="Table">Its name, as in <see cref="CatalogueTable.Name"/>.</param>
/// <param name="Deleted">Rows that went.</param>
/// <param name="Updated">Rows that changed.</param>
public sealed record AlsoChanged(string Table, long Deleted, long Updated);
