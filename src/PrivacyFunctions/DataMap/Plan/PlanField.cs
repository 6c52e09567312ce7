namespace PrivacyFunctions.DataMap;

/// <summary>A column that is read.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Exported">Dotted paths that the person gets: the column itself, or paths nested in it; empty when it is read for keys only.</param>
/// <param name="Key">Whether its value is needed as a key, as part of the primary key or for vouching.</param>
public sealed record PlanField(string Column, IReadOnlyList<string> Exported, bool Key);
