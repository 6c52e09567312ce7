namespace PrivacyFunctions.DataMap;

/// <summary>A field that is left out of the answer.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Ground">One of <see cref="Grounds"/>.</param>
public sealed record WithheldField(FieldPath Field, string Ground);
