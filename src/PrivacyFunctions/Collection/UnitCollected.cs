namespace PrivacyFunctions.Collection;

/// <summary>What one unit brought: counts and names only.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Dataset">The system.</param>
/// <param name="Records">Rows collected.</param>
/// <param name="ConfirmedIdentities">Names of claimed identities that a vouching row of this unit confirmed.</param>
public sealed record UnitCollected(string UnitId, string Dataset, long Records, IReadOnlyList<string> ConfirmedIdentities);
