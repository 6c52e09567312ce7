namespace PrivacyFunctions.DataMap;

/// <summary>A reference to a row that would count as shared, but belongs to one person.</summary>
/// <param name="From">The holding field, <c>dataset.collection.field</c>, as written.</param>
/// <param name="To">The field it refers to.</param>
/// <param name="Reason">Why that is safe.</param>
/// <param name="At">Where it is written.</param>
public sealed record Traverse(Located<string> From, Located<string> To, string Reason, MapPosition At);
