namespace PrivacyFunctions.Staging;

/// <summary>What happened while a collection was read, besides its rows: names, codes and counts.</summary>
public sealed record StagedFacts
{
    /// <summary>Codes of what is missing, with counts where they are known; any of them makes the answer incomplete.</summary>
    public IReadOnlyList<StagedGap> Gaps { get; init; } = [];

    /// <summary>Rows that were found and are the person's own, disclosed or not.</summary>
    public long OwnRows { get; init; }

    /// <summary>Rows that were found and may belong to several people. Their primary keys are not staged: nothing is ever changed by them.</summary>
    public long SharedRows { get; init; }

    /// <summary>Rows that were found and are not disclosed at all.</summary>
    public long WithheldRows { get; init; }

    /// <summary>How many values of each withheld field were found, by dotted path.</summary>
    public IReadOnlyDictionary<string, long> WithheldValues { get; init; } = new Dictionary<string, long>();

    /// <summary>Names of claimed identities that a vouching field confirmed.</summary>
    public IReadOnlyList<string> ConfirmedIdentities { get; init; } = [];
}

/// <summary>Something missing from a collection.</summary>
/// <param name="Code">A stable code, such as <c>row-cap</c> or <c>column-missing</c>.</param>
/// <param name="Count">How many, where that is known.</param>
public sealed record StagedGap(string Code, long? Count);
