namespace PrivacyFunctions.DataMap;

/// <summary>One reference in one direction.</summary>
internal sealed record ReferencePair(FieldAddress Source, FieldAddress Target, MapPosition At);
