using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Collection;

/// <summary>Which unit of a request's plan to collect.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="UnitId">The unit in the stored plan.</param>
/// <param name="ConfirmedIdentities">Names of identities that a vouching row confirmed, in units that are done.</param>
/// <param name="Phase">One of <see cref="SystemPhase"/>, as the status shows it.</param>
/// <param name="KeepStaged">Whether a unit whose collections are all staged is left as it is.</param>
public sealed record CollectUnitInput(
    string RequestId, int Round, string UnitId, IReadOnlyList<string> ConfirmedIdentities, string Phase = SystemPhase.Collect, bool KeepStaged = false);
