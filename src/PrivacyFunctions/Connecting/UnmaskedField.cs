namespace PrivacyFunctions.Connecting;

/// <summary>A field that could not be masked.</summary>
/// <param name="Field">Its path, joined by dots.</param>
/// <param name="Code">Why: one of the constants.</param>
/// <param name="Rows">In how many of the matched rows.</param>
public sealed record UnmaskedField(string Field, string Code, long Rows)
{
    /// <summary>It identifies the row.</summary>
    public const string PrimaryKey = "primary-key";

    /// <summary>The system enforces that it refers to a row.</summary>
    public const string ForeignKey = "foreign-key";

    /// <summary>The system computes it.</summary>
    public const string Generated = "generated";

    /// <summary>The column must not be null.</summary>
    public const string NotNull = "not-null";

    /// <summary>The replacement is longer than the column.</summary>
    public const string TooLong = "too-long";

    /// <summary>The column does not hold text.</summary>
    public const string Type = "type";

    /// <summary>The replacement stands in another row already.</summary>
    public const string Unique = "unique";

    /// <summary>A CHECK or an enumeration does not allow the replacement.</summary>
    public const string Check = "check";

    /// <summary>The value is no document in which the field could be found.</summary>
    public const string Document = "document";

    /// <summary>The system refused it for another reason, such as a trigger.</summary>
    public const string Refused = "refused";
}
