namespace PrivacyFunctions.Collection;

/// <summary>Which unit of a request's plan to collect.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="UnitId">The unit in the stored plan.</param>
/// <param name="ConfirmedIdentities">Names of identities that a vouching row confirmed, in units that are done.</param>
public sealed record CollectUnitInput(string RequestId, int Round, string UnitId, IReadOnlyList<string> ConfirmedIdentities);
