using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>A field that confirms a given identity when a row found through a proved one holds the same value.</summary>
/// <param name="Identity">The identity's name.</param>
/// <param name="Field">Where the value stands.</param>
/// <param name="Comparison">When values are equal.</param>
public sealed record PlanVouch(string Identity, FieldPath Field, KeyComparison Comparison);
