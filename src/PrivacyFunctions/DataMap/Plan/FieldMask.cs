namespace PrivacyFunctions.DataMap;

/// <summary>A value that is masked, and how.</summary>
/// <param name="Field">Where it stands; an object is masked whole.</param>
/// <param name="Strategy">What replaces it.</param>
/// <param name="MaxLength">Most characters the replacement may have, by the map; null when it does not say.</param>
public sealed record FieldMask(FieldPath Field, MaskingStrategy Strategy, int? MaxLength = null);
