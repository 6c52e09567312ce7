using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Keys that a step is searched by: the value of an identity, or keys taken from an earlier step's rows.</summary>
public sealed record PlanInput
{
    /// <summary>The identity's name; null for keys of an earlier step.</summary>
    public string? Identity { get; init; }

    /// <summary>Whether the identity counts only once a field of one of <see cref="PlanStep.Needs"/> has confirmed it.</summary>
    public bool NeedsVouching { get; init; }

    /// <summary>Id of the <see cref="PlanKeys"/>; null for an identity.</summary>
    public string? Keys { get; init; }

    /// <summary>The fields compared, as many as each key has values.</summary>
    public required IReadOnlyList<FieldPath> Fields { get; init; }

    /// <summary>When values are equal.</summary>
    public required KeyComparison Comparison { get; init; }

    /// <summary>Whether rows found by these keys alone may belong to several people.</summary>
    public required bool Shared { get; init; }

    /// <summary>For keys compared inside arrays: how many leading names of the field lie in arrays of which only matching elements count; 0 when none.</summary>
    public int MatchedDepth { get; init; }

    /// <summary>The connector's view of it.</summary>
    public KeySet KeySet(IAsyncEnumerable<KeyTuple> keys) => new()
    {
        Fields = [.. Fields.Select(path => path.ToString())],
        Comparison = Comparison,
        Keys = keys,
    };
}
