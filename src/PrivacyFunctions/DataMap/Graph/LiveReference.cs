using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>An enforced foreign key that refers to a table, with who holds it.</summary>
/// <param name="Table">The holder's live table.</param>
/// <param name="Collection">The holder in the map; null when it is not mapped or not searched.</param>
/// <param name="Key">The foreign key.</param>
internal sealed record LiveReference(string Table, CollectionAddress? Collection, CatalogueForeignKey Key);
