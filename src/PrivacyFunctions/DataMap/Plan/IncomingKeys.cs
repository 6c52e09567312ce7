using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Keys that flow into a collection, from an identity or from another collection.</summary>
public sealed record IncomingKeys
{
    /// <summary>Unique in the plan; names the staged keys.</summary>
    public required string Edge { get; init; }

    /// <summary>The identity that the value comes from; null when it comes from a collection.</summary>
    public string? Identity { get; init; }

    /// <summary>Whether the identity was proved by the code; one that was only claimed must have been confirmed by a vouching field first.</summary>
    public bool Proved { get; init; }

    /// <summary>The collection (<c>dataset.collection</c>) whose rows gave the keys; null for an identity.</summary>
    public string? From { get; init; }

    /// <summary>Dotted paths of the fields compared, in the order of each tuple's values.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>How values are compared.</summary>
    public KeyComparison Comparison { get; init; }

    /// <summary>Whether only the array elements that match are returned, instead of the whole array.</summary>
    public bool MatchingElementsOnly { get; init; }
}
