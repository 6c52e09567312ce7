namespace PrivacyFunctions.Collection;

/// <summary>What one collection brought.</summary>
/// <param name="Rows">Rows found.</param>
/// <param name="ConfirmedIdentities">Names of claimed identities that a row confirmed.</param>
public sealed record StepCollected(long Rows, IReadOnlyList<string> ConfirmedIdentities);
