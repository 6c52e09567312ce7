using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Law;

/// <summary>When more than the mailed code is wanted of a requester before staff approve.</summary>
public enum StepUp
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>For sensitive data.</summary>
    Sensitive,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>What an organisation sets for the approval of one right.</summary>
/// <param name="People">Members of staff who must approve.</param>
/// <param name="SensitivePeople">The same for sensitive data whose requester was not proved further.</param>
/// <param name="StepUp">When the requester must be proved further.</param>
public sealed record ApprovalPolicy(int People, int SensitivePeople, StepUp StepUp);

/// <summary>What it takes to approve a plan, from the law's table of proof and the organisation's policy.</summary>
public static class ApprovalRules
{
    private const int FourEyes = 2;

    /// <summary>
    /// The demand. Further proof and a second member of staff stand in for each other: where proof is wanted and missing, be it of data points or the
    /// declaration, two must approve.
    /// </summary>
    public static ApprovalDemand Demand(LawId law, Right right, bool sensitive, ApprovalPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var people = policy.People;
        if (policy.StepUp == StepUp.Always || (sensitive && policy.StepUp == StepUp.Sensitive))
            return new ApprovalDemand(people, Points(law, right, sensitive), Math.Max(people, FourEyes), NeedsDeclaration(law, right));
        people = sensitive ? Math.Max(people, policy.SensitivePeople) : people;
        return new ApprovalDemand(people, 0, people);
    }

    /// <summary>How many data points the law wants proved; under <see cref="LawId.Unknown"/> the most of any law that may apply.</summary>
    public static int Points(LawId law, Right right, bool sensitive) => StatuteBook.Candidates(law)
        .Select(statute => statute.Proof[right])
        .Max(rule => sensitive ? rule.SensitivePoints : rule.Points);

    /// <summary>Whether a declaration under penalty of perjury has to be there as well.</summary>
    public static bool NeedsDeclaration(LawId law, Right right) => StatuteBook.Candidates(law).Any(statute => statute.Proof[right].Declaration);
}
