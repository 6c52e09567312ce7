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

    /// <summary>For each of <see cref="Fields"/>, how many of its leading names lie in arrays of which only matching elements count; empty when none does.</summary>
    public IReadOnlyList<int> MatchedDepths { get; init; } = [];

    /// <summary>Whether keys are compared inside arrays, of which only matching elements count.</summary>
    public bool MatchesElements() => MatchedDepths.Any(depth => depth > 0);

    /// <summary>Whether that concerns arrays in the column.</summary>
    public bool Cuts(string column) => Fields.Zip(MatchedDepths).Any(field => field.Second > 0 && field.First.Column == column);

    /// <summary>The connector's view of the elements.</summary>
    /// <param name="isKey">Whether values are one of the keys.</param>
    public ElementKeys ElementKeys(Func<KeyTuple, bool> isKey) =>
        new([.. Fields.Zip(MatchedDepths, (field, depth) => new ElementField(field.Segments, depth))], isKey);

    /// <summary>The connector's view of it.</summary>
    public KeySet KeySet(IAsyncEnumerable<KeyTuple> keys) => new()
    {
        Fields = [.. Fields.Select(path => path.ToString())],
        Comparison = Comparison,
        Keys = keys,
    };
}
