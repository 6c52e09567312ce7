namespace PrivacyFunctions.DataMap;

/// <summary>A field says that it holds the same values as a field elsewhere.</summary>
/// <param name="Dataset">The other field's dataset.</param>
/// <param name="Field"><c>collection.field[.sub]</c>, as written.</param>
/// <param name="Direction">Which way values flow.</param>
/// <param name="At">Where it is written.</param>
public sealed record FieldReference(string Dataset, string Field, ReferenceDirection Direction, MapPosition At);
