namespace PrivacyFunctions.Connecting;

/// <summary>A reading of every row of a collection.</summary>
public sealed record RecordScan
{
    /// <summary>The collection's name in the data map.</summary>
    public required string Collection { get; init; }

    /// <summary>Namespace settings of the dataset, such as <c>schema</c>; empty for the system's default.</summary>
    public IReadOnlyDictionary<string, string> Namespace { get; init; } = new Dictionary<string, string>();

    /// <summary>Top-level fields to read, in the order the reader will offer them.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Those of <see cref="Fields"/> whose values are also needed as keys.</summary>
    public IReadOnlyList<string> KeyFields { get; init; } = [];
}
