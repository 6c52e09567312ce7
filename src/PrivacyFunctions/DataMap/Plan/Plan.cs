namespace PrivacyFunctions.DataMap;

/// <summary>
/// Exactly what one request will do: which collections, in which order, found by which keys. Names only, no personal data, so it can
/// be shown to staff and hashed; the same map, catalogues and identity names give the same plan, byte by byte.
/// </summary>
public sealed record Plan
{
    /// <summary>The right's wire name.</summary>
    public required string Right { get; init; }

    /// <summary>SHA-256 over the canonical JSON of everything else, lower-case hex.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Work units in an order in which each can run after those before it.</summary>
    public required IReadOnlyList<PlanUnit> Units { get; init; }

    /// <summary>Collections the search does not reach, and why.</summary>
    public IReadOnlyList<UnreachedCollection> Unreached { get; init; } = [];

    /// <summary>References that end the search because the row found may belong to several people.</summary>
    public IReadOnlyList<SharedStop> SharedStops { get; init; } = [];
}
