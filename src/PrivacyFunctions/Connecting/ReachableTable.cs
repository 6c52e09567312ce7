namespace PrivacyFunctions.Connecting;

/// <summary>A table that a change of another may reach.</summary>
/// <param name="Table">Its name, as in <see cref="CatalogueTable.Name"/>.</param>
/// <param name="MostDeleted">Most of its rows that may go along, in all chunks together; more are rolled back. Updates are not counted.</param>
public sealed record ReachableTable(string Table, long MostDeleted = 0);
