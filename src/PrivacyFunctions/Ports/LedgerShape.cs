using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Ports;

/// <summary>What entries of the ledger have in common: what was done, and which fields their keyed hashes are of.</summary>
public sealed record LedgerShape
{
    /// <summary>What was done with the rows.</summary>
    public required LedgerAction Action { get; init; }

    /// <summary>Columns of the primary key; empty where rows have none.</summary>
    public required IReadOnlyList<string> PrimaryKey { get; init; }

    /// <summary>What the rows were found by.</summary>
    public required IReadOnlyList<LedgerShapeSearch> Searches { get; init; }

    /// <summary>The shape of an entry.</summary>
    public static LedgerShape Of(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new LedgerShape
        {
            Action = entry.Action,
            PrimaryKey = entry.PrimaryKey,
            Searches = [.. entry.Searches.Select(search => new LedgerShapeSearch(search.Found.Fields, search.Found.Comparison, search.Identity, search.Source))],
        };
    }
}

/// <summary>One way in which rows were found.</summary>
/// <param name="Fields">Dotted paths of the compared fields.</param>
/// <param name="Comparison">When values are equal.</param>
/// <param name="Identity">The identity's name; null for keys of other rows.</param>
/// <param name="Source">Where keys of other rows came from; null for an identity.</param>
public sealed record LedgerShapeSearch(IReadOnlyList<string> Fields, KeyComparison Comparison, string? Identity, LedgerSource? Source);
