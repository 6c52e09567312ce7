namespace PrivacyFunctions.Triage;

/// <summary>The collections of one system that run together.</summary>
/// <param name="Id">The unit's id in the plan.</param>
/// <param name="Dataset">The connected system.</param>
/// <param name="Needs">Units whose keys this one needs.</param>
public sealed record PlannedUnit(string Id, string Dataset, IReadOnlyList<string> Needs);
