namespace PrivacyFunctions.DataMap;

/// <summary>A value that deletion leaves in a row that stays.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Why">One of the constants.</param>
public sealed record FieldNotErased(FieldPath Field, string Why)
{
    /// <summary>It identifies the row.</summary>
    public const string PrimaryKey = "primary-key";

    /// <summary>The system enforces that it refers to a row.</summary>
    public const string ForeignKey = "foreign-key";

    /// <summary>Enforced foreign keys of other rows refer to it.</summary>
    public const string ReferencedKey = "referenced-key";

    /// <summary>The map says <c>read_only</c>.</summary>
    public const string ReadOnly = "read-only";

    /// <summary>The strategy is <c>preserve</c>.</summary>
    public const string Preserved = "preserve";

    /// <summary>The system computes it, or the collection is a view.</summary>
    public const string NotWritable = "not-writable";

    /// <summary>The column cannot take the strategy.</summary>
    public const string MaskImpossible = "mask-impossible";

    /// <summary>Whether it stays because rows are identified or found by it.</summary>
    internal static bool IsKey(string why) => why is PrimaryKey or ForeignKey or ReferencedKey;
}
