namespace PrivacyFunctions.DataMap;

/// <summary>A field whose value the organisation itself checked, so that it can prove an identity.</summary>
/// <param name="Field"><c>dataset.collection.field</c>, as written.</param>
/// <param name="Identity">The identity it proves.</param>
/// <param name="At">Where it is written.</param>
public sealed record Vouch(Located<string> Field, Located<string> Identity, MapPosition At);
