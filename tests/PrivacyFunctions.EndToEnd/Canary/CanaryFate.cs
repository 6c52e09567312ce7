namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>What becomes of a person's request. A person's fate is their number modulo the number of fates.</summary>
internal enum CanaryFate
{
    /// <summary>A copy, downloaded.</summary>
    Copy,

    /// <summary>Deleted, with a receipt.</summary>
    Deleted,

    /// <summary>A copy, after five wrong codes that killed the first and one more wrong code.</summary>
    WrongCodes,

    /// <summary>Denied by staff, with their words.</summary>
    Denied,

    /// <summary>A copy without a system, whose driver quotes the row.</summary>
    Unreadable,

    /// <summary>A deletion that the person stops: it was not them.</summary>
    NotMe,

    /// <summary>A copy of nested data that is not what it should be.</summary>
    BrokenData,

    /// <summary>A deletion with a system left out by staff.</summary>
    PartlyApproved,

    /// <summary>Never confirmed, until it expires.</summary>
    Unconfirmed,

    /// <summary>A deletion that a trigger in PostgreSQL refuses, quoting the row.</summary>
    Undeletable,

    /// <summary>No address: staff prove who it is.</summary>
    ProvedByStaff,

    /// <summary>A deletion that a trigger in SQLite refuses.</summary>
    UndeletableFile,

    /// <summary>The mail server refuses the address for good.</summary>
    Undeliverable,

    /// <summary>A deletion withdrawn while staff are asked.</summary>
    WithdrawnInReview,

    /// <summary>Withdrawn before it is confirmed.</summary>
    Withdrawn,

    /// <summary>A deletion whose search fails, retried in vain, then answered without the system.</summary>
    UnreadableDeletion,

    /// <summary>The mail server puts the address off, time and again.</summary>
    PutOff,

    /// <summary>A deletion of somebody who is not known.</summary>
    UnknownDeletion,

    /// <summary>A copy for somebody who is not known.</summary>
    Unknown,
}
