namespace PrivacyFunctions.Requests;

/// <summary>The stable codes of what can be missing from an answer.</summary>
public static class GapCode
{
    /// <summary>The system failed and was left out.</summary>
    public const string SystemFailed = "system-failed";

    /// <summary>Staff left the system out.</summary>
    public const string SystemSkipped = "system-skipped";

    /// <summary>A system that gives keys to this collection failed, so rows may not have been found.</summary>
    public const string KeysMissing = "keys-missing";

    /// <summary>The system did not answer when the search was planned, so rows behind its references may not have been found.</summary>
    public const string PlannedUnseen = "planned-unseen";

    /// <summary>There were more rows than the connection's limit.</summary>
    public const string RowCap = "row-cap";

    /// <summary>A mapped table is missing in the system.</summary>
    public const string TableMissing = "table-missing";

    /// <summary>Mapped columns are missing in the table.</summary>
    public const string ColumnMissing = "column-missing";

    /// <summary>After the erasure rows were found that should be gone: they appeared in between, or came back.</summary>
    public const string FoundAgain = "found-again";

    /// <summary>After the erasure nobody could look whether the rows are gone.</summary>
    public const string NotVerified = "not-verified";

    /// <summary>Values could not be masked.</summary>
    public const string NotMasked = "not-masked";

    /// <summary>Rows have nothing by which they could be told apart, so they were not changed.</summary>
    public const string NoPrimaryKey = "no-primary-key";

    /// <summary>A document was too large or not valid, so the parts that are the person's could not be taken out of it.</summary>
    public const string DocumentUnread = "document-unread";
}
