using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Ports;

/// <summary>
/// The whole ledger made searchable, on this machine, for as long as it is open: however long it is, it is not held in memory. Asking takes
/// microseconds and waits for nothing. Not safe for use by two callers at once.
/// </summary>
public interface ILedgerIndex : IDisposable
{
    /// <summary>What it names, by dataset and collection in ordinal order.</summary>
    IReadOnlyList<ILedgerRows> Collections { get; }
}

/// <summary>The entries about one collection. An entry is known by its number; whom it is about, nobody can tell.</summary>
public interface ILedgerRows
{
    /// <summary>Which collection.</summary>
    LedgerCollection Collection { get; }

    /// <summary>The shapes of its entries.</summary>
    IReadOnlyList<LedgerShape> Shapes { get; }

    /// <summary>Entries of that shape that name this primary key.</summary>
    IReadOnlyList<long> FindRow(int shape, KeyTuple primaryKey);

    /// <summary>Entries of that shape that name rows found by this key in the n-th of the shape's searches; none once the key is disputed.</summary>
    IReadOnlyList<long> FindSearch(int shape, int search, KeyTuple key);

    /// <summary>Says that a row which is not the recorded person's holds this key now, so that being found by it proves nothing any more.</summary>
    void Dispute(int shape, int search, KeyTuple key);
}
