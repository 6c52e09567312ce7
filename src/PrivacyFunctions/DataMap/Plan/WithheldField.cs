namespace PrivacyFunctions.DataMap;

/// <summary>A field that is never exported.</summary>
/// <param name="Path">Dotted path of the field.</param>
/// <param name="Ground">One of the closed list of grounds.</param>
public sealed record WithheldField(string Path, string Ground);
