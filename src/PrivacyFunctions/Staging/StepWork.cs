using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Staging;

/// <summary>One collection to read for one request.</summary>
/// <param name="Id">The request.</param>
/// <param name="Plan">The plan, to find where keys come from.</param>
/// <param name="Step">What to read.</param>
/// <param name="Parties">Who asked: the values of identities.</param>
/// <param name="Confirmed">Names of claimed identities that a vouching field confirmed.</param>
public sealed record StepWork(RequestId Id, Plan Plan, PlanStep Step, PartyDocument Parties, IReadOnlyList<string> Confirmed)
{
    /// <summary>Whether parts of rows are kept for an answer, and not their keys alone.</summary>
    public bool Exports => Step.Disclosure.Kind == DisclosureKind.Export && Step.Exported.Count > 0;

    /// <summary>Whether the identity was claimed, so that a vouching field has something to confirm.</summary>
    public bool Claims(PlanVouch vouch) => Parties.Identities.ContainsKey(vouch.Identity);
}
