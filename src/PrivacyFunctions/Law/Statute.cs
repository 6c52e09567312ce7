using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Law;

/// <summary>One law as data: a file in <c>Statutes</c>.</summary>
public sealed record Statute
{
    public required LawId Law { get; init; }

    /// <summary>Raised with every change of the file that changes an answer.</summary>
    public required string Version { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 3166-1 codes, which cover their subdivisions, and ISO 3166-2 codes of those whose residents it protects.</summary>
    public required IReadOnlyList<string> Residences { get; init; }

    public required Period Confirmation { get; init; }

    public required Period Answer { get; init; }

    /// <summary>The answer's period once extended, counted from receipt like the first.</summary>
    public required Period Extended { get; init; }

    /// <summary>How long after the answer the person may still turn against it, so that the requester must be known.</summary>
    public required Period Appeal { get; init; }

    /// <summary>Where the law says how days are counted.</summary>
    public required string CountingSource { get; init; }

    /// <summary>Whether a period that would end on a weekend or holiday ends on the next working day instead.</summary>
    public required bool EndsOnWorkingDay { get; init; }

    /// <summary>What stops the clock.</summary>
    public required IReadOnlyList<PauseReason> PausedBy { get; init; }

    public required string PauseSource { get; init; }

    /// <summary>Which grounds may limit which right.</summary>
    public required IReadOnlyDictionary<Right, IReadOnlyList<Ground>> Grounds { get; init; }

    /// <summary>How well the requester of each right is to be proved.</summary>
    public required IReadOnlyDictionary<Right, ProofRule> Proof { get; init; }

    /// <summary>What else the law lets the person ask for, a sentence each.</summary>
    public required IReadOnlyList<string> FurtherRights { get; init; }

    /// <summary>What the person can do who is not content with the answer, a sentence each.</summary>
    public required IReadOnlyList<string> Remedies { get; init; }
}
