namespace PrivacyFunctions.Connecting;

/// <summary>A live column.</summary>
public sealed record CatalogueColumn
{
    /// <summary>The exact name.</summary>
    public required string Name { get; init; }

    /// <summary>The system's own name of the type, such as <c>character varying(40)</c>; of a domain, the type beneath it.</summary>
    public required string NativeType { get; init; }

    /// <summary>What values of it are.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>Whether null may be stored in any row: neither NOT NULL nor a CHECK nor a unique index that counts nulls forbids it.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Most characters or bytes a value may have; null when unbounded.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Whether the system computes it (generated, identity always): it cannot be written.</summary>
    public bool Generated { get; init; }

    /// <summary>Whether a CHECK constraint or an enumeration type restricts its values.</summary>
    public bool Checked { get; init; }

    /// <summary>Whether a unique constraint or index involves it, also a partial one or one over an expression: two rows may not get the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>
    /// Whether the system itself calls values equal that differ in characters (a case-insensitive collation or type, trailing
    /// blanks): its own <c>=</c> is not exact.
    /// </summary>
    public bool LooselyCompared { get; init; }

    /// <summary>Whether its type takes any text, as a value or as an element.</summary>
    public bool HoldsText() => Kind == ValueKind.Text || (Kind == ValueKind.Array && IsTextArray(NativeType));

    private static bool IsTextArray(string type) =>
        type.StartsWith("text", StringComparison.OrdinalIgnoreCase) || type.StartsWith("character", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("varchar", StringComparison.OrdinalIgnoreCase) || type.Contains("citext", StringComparison.OrdinalIgnoreCase);
}
