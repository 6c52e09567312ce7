using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>What the verification of an audit log found.</summary>
/// <param name="Entries">Entries that were read and fit.</param>
/// <param name="Signed">How many of them a signed checkpoint covers.</param>
/// <param name="Flaws">What does not fit; nothing of the log is to be believed when there is any.</param>
public sealed record AuditVerdict(long Entries, long Signed, IReadOnlyList<AuditFlaw> Flaws)
{
    /// <summary>True when everything fits.</summary>
    public bool IsValid => Flaws.Count == 0;
}

/// <summary>Something that does not fit.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Leaf">The first entry that does not fit, where that can be told.</param>
/// <param name="Message">A sentence.</param>
public sealed record AuditFlaw(AuditFlawKind Kind, long? Leaf, string Message);

/// <summary>Kinds of flaws.</summary>
public enum AuditFlawKind
{
    /// <summary>There is no entry in a place where one was.</summary>
    EntryMissing,

    /// <summary>An entry is not the one that was signed.</summary>
    EntryChanged,

    /// <summary>An entry that no checkpoint covers was not written by the server.</summary>
    EntryForged,

    /// <summary>An entry is not found under its request, or is no entry at all.</summary>
    EntryMisplaced,

    /// <summary>The entries are not those that a checkpoint was signed for.</summary>
    HistoryRewritten,

    /// <summary>The stored hashes are not those of the entries.</summary>
    HashesChanged,

    /// <summary>A checkpoint is missing, unreadable, or not signed by the trusted key.</summary>
    CheckpointBroken,

    /// <summary>The log is older than a checkpoint in a second place.</summary>
    RolledBack,

    /// <summary>A second place is missing or was tampered with.</summary>
    CopyBroken,
}
