namespace PrivacyFunctions.Connecting;

/// <summary>Keys that flow into one or more fields together (a composite key is one tuple).</summary>
public sealed record KeySet
{
    /// <summary>
    /// Dotted paths of the fields compared, in the order of each tuple's values. The first segment is a column (a column whose own name
    /// holds dots wins); further ones lead into its JSON document. Where an array lies on the way or at the end,
    /// any element will do; which values make up a key of several, <see cref="KeyPaths"/> says.
    /// </summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>How values are compared; applies to every field of the set.</summary>
    public KeyComparison Comparison { get; init; } = KeyComparison.Exact;

    /// <summary>The keys. A value that cannot be cast to its field's type drops its tuple. May be long: never gathered in memory whole by callers.</summary>
    public required IAsyncEnumerable<KeyTuple> Keys { get; init; }
}
