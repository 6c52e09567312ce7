namespace PrivacyFunctions.DataMap;

/// <summary>
/// Exactly what will be done for a request, without anything personal: which collections are searched in which order by which keys, what
/// of them is disclosed, and what deletion does with each. The same map, catalogues and identity names give the same plan.
/// </summary>
public sealed record Plan
{
    /// <summary>SHA-256 of the plan's canonical JSON (without this value and without statements), in lower-case hexadecimal.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The right, as the API names it.</summary>
    public required string Right { get; init; }

    /// <summary>Names of the proved identities: they start the search.</summary>
    public required IReadOnlyList<string> Proved { get; init; }

    /// <summary>Names of other given identities that count once a vouching field confirms them.</summary>
    public required IReadOnlyList<string> Vouched { get; init; }

    /// <summary>Names of given identities that cannot count, and why.</summary>
    public required IReadOnlyList<PlanUnusedIdentity> Unused { get; init; }

    /// <summary>The requested categories.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The work, in an order in which every unit stands after those it needs.</summary>
    public required IReadOnlyList<PlanUnit> Units { get; init; }

    /// <summary>Where the search stops at rows that may belong to several people.</summary>
    public required IReadOnlyList<PlanStop> Stops { get; init; }

    /// <summary>Flows that are not followed because they lead back to a collection searched earlier, spelled out.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>Collections of the map that are not searched, and why.</summary>
    public required IReadOnlyList<PlanOmission> NotSearched { get; init; }

    /// <summary>Mapped tables and columns that the live systems lack: gaps of every answer.</summary>
    public required IReadOnlyList<PlanGap> Gaps { get; init; }

    /// <summary>Collections (<c>dataset.collection</c>) that pass no keys on only because their system did not say what its keys are: a gap of the answer.</summary>
    public IReadOnlyList<string> Suspected { get; init; } = [];

    /// <summary>For deletion: ids of the steps in the order in which their collections are changed, children before parents.</summary>
    public required IReadOnlyList<string> DeletionOrder { get; init; }

    /// <summary>For deletion: why the plan must not run; empty when it may.</summary>
    public IReadOnlyList<PlanRefusal> Refusals { get; init; } = [];

    /// <summary>Every step, in the order of units.</summary>
    public IEnumerable<PlanStep> Steps() => Units.SelectMany(unit => unit.Steps);
}
