namespace PrivacyFunctions.DataMap;

/// <summary>Collections of one system that can be searched at the same time.</summary>
public sealed record PlanUnit
{
    /// <summary><c>u1</c>, <c>u2</c>, …</summary>
    public required string Id { get; init; }

    /// <summary>The dataset's key.</summary>
    public required string Dataset { get; init; }

    /// <summary>Units that must be done before this one starts.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The searches.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }
}
