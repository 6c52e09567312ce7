namespace PrivacyFunctions.Connecting;

/// <summary>Which rows of which collection to read: those that match any key set (OR across sets, IN within one) and none of the excepted.</summary>
public sealed record RecordQuery
{
    /// <summary>The collection's name in the data map.</summary>
    public required string Collection { get; init; }

    /// <summary>Namespace settings of the dataset, such as <c>schema</c>; empty for the system's default.</summary>
    public IReadOnlyDictionary<string, string> Namespace { get; init; } = new Dictionary<string, string>();

    /// <summary>Top-level fields to read, in the order the reader will offer them.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Those of <see cref="Fields"/> whose values are also needed as keys.</summary>
    public IReadOnlyList<string> KeyFields { get; init; } = [];

    /// <summary>At least one; a query without a key predicate is refused.</summary>
    public required IReadOnlyList<KeySet> KeySets { get; init; }

    /// <summary>Rows that match any of these are left out, so that of two queries the second returns what the first did not.</summary>
    public IReadOnlyList<KeySet> Except { get; init; } = [];

    /// <summary>Most rows to return; the reader says when there were more.</summary>
    public required long RowCap { get; init; }
}
