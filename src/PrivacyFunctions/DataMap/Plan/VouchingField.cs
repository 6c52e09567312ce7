using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>A field that confirms a claimed identity when it holds the same value.</summary>
/// <param name="Path">Dotted path of the field.</param>
/// <param name="Identity">The identity's name.</param>
/// <param name="Comparison">How the two are compared.</param>
public sealed record VouchingField(string Path, string Identity, KeyComparison Comparison);
