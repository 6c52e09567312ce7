using PrivacyFunctions.Connecting;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Rows of one collection that one round of a request is about to erase. Values of keys leave the ledger's adapter as keyed hashes only.</summary>
public sealed record LedgerEntry
{
    /// <summary>The request.</summary>
    public required RequestId Request { get; init; }

    /// <summary>Its round.</summary>
    public required int Round { get; init; }

    /// <summary>The dataset's key in the data map.</summary>
    public required string Dataset { get; init; }

    /// <summary>The collection's name in the data map.</summary>
    public required string Collection { get; init; }

    /// <summary>What happens to the rows.</summary>
    public required LedgerAction Action { get; init; }

    /// <summary>Columns of the primary key, in the order of each key's values; empty where rows have none.</summary>
    public required IReadOnlyList<string> PrimaryKey { get; init; }

    /// <summary>Primary keys of the rows that will be deleted or masked.</summary>
    public required IAsyncEnumerable<KeyTuple> Keys { get; init; }

    /// <summary>What the rows were found by: every input of the plan's step that is not shared and had keys.</summary>
    public required IReadOnlyList<LedgerSearch> Searches { get; init; }

    /// <summary>Names the collection only.</summary>
    public override string ToString() => $"{Request} {Round} {Dataset}.{Collection}";
}

/// <summary>What becomes of rows that the ledger names.</summary>
public enum LedgerAction
{
    /// <summary>They are deleted.</summary>
    Deleted,

    /// <summary>They stay, their personal values go.</summary>
    Masked,
}

/// <summary>Keys that rows were found by.</summary>
/// <param name="Found">The compared fields, the comparison and the values.</param>
/// <param name="Identity">Name of the identity whose value it is; null for keys taken from other rows.</param>
/// <param name="Source">Where keys taken from other rows come from; null for an identity.</param>
public sealed record LedgerSearch(KeySet Found, string? Identity, LedgerSource? Source);

/// <summary>Fields whose values other rows were found by.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Collection">The collection.</param>
/// <param name="Fields">Dotted paths, in the order of each key's values.</param>
public sealed record LedgerSource(string Dataset, string Collection, IReadOnlyList<string> Fields);

/// <summary>How much an entry names.</summary>
/// <param name="Keys">Primary keys.</param>
/// <param name="SearchKeys">Values or combinations that rows were found by.</param>
public readonly record struct LedgerCount(long Keys, long SearchKeys);
