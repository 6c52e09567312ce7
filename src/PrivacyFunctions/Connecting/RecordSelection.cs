namespace PrivacyFunctions.Connecting;

/// <summary>Rows of one collection by their keys: those that match any key set (OR across sets, IN within one).</summary>
public sealed record RecordSelection
{
    /// <summary>The collection's name in the data map.</summary>
    public required string Collection { get; init; }

    /// <summary>Namespace settings of the dataset, such as <c>schema</c>; empty for the system's default.</summary>
    public IReadOnlyDictionary<string, string> Namespace { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// At least one; a selection without a key predicate is refused. A single set over the fields of a primary or unique key, compared
    /// exactly, names rows one by one: its keys are taken in chunks, and a key that is empty or that its columns cannot hold is
    /// refused. Other selections are searches: such keys are dropped, as in reading.
    /// </summary>
    public required IReadOnlyList<KeySet> KeySets { get; init; }
}
