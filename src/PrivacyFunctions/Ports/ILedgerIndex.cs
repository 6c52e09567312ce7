using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Ports;

/// <summary>
/// The entries about one collection, made searchable: by a primary key, and by what rows were found by. An entry is known by its
/// number; what it is about stays in the ledger.
/// </summary>
public interface ILedgerIndex : IAsyncDisposable
{
    /// <summary>The shapes of its entries.</summary>
    IReadOnlyList<LedgerShape> Shapes { get; }

    /// <summary>Entries of that shape that name this primary key.</summary>
    Task<IReadOnlyList<long>> FindAsync(int shape, KeyTuple primaryKey, CancellationToken cancellation);

    /// <summary>Entries of that shape that name rows found by this key in the n-th of the shape's searches.</summary>
    Task<IReadOnlyList<long>> FindAsync(int shape, int search, KeyTuple key, CancellationToken cancellation);
}
