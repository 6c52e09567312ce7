using PrivacyFunctions.Connecting;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>One collection of the index.</summary>
internal sealed class LedgerRows : ILedgerRows, IDisposable
{
    private readonly SqliteSession _scratch;
    private readonly List<long> _uses;
    private readonly List<LedgerDigests[]> _digests;
    private readonly byte[] _digest = new byte[LedgerDigests.Size];

    public LedgerRows(SqliteSession scratch, DataKey key, LedgerCollection collection, List<(LedgerShape Shape, long Use)> shapes)
    {
        _scratch = scratch;
        Collection = collection;
        Shapes = shapes.ConvertAll(shape => shape.Shape);
        _uses = shapes.ConvertAll(shape => shape.Use);
        _digests = shapes.ConvertAll(shape => DigestsOf(key, collection, shape.Shape));
    }

    public LedgerCollection Collection { get; }

    public IReadOnlyList<LedgerShape> Shapes { get; }

    public IReadOnlyList<long> FindRow(int shape, KeyTuple primaryKey) => Find(shape, use: 0, primaryKey);

    public IReadOnlyList<long> FindSearch(int shape, int search, KeyTuple key) => Find(shape, search + 1, key);

    public void Dispute(int shape, int search, KeyTuple key)
    {
        if (_digests[shape][search + 1].TryCompute(key, _digest))
            _scratch.Execute("INSERT INTO disputed (use, digest) VALUES (?1, ?2) ON CONFLICT DO NOTHING", _uses[shape] + search + 1, _digest);
    }

    public void Dispose()
    {
        foreach (var digests in _digests.SelectMany(each => each)) digests.Dispose();
    }

    private List<long> Find(int shape, int use, KeyTuple key) => _digests[shape][use].TryCompute(key, _digest)
        ? _scratch.Query(
            """
            SELECT entry FROM digests d WHERE use = ?1 AND digest = ?2
              AND NOT EXISTS (SELECT 1 FROM disputed WHERE use = d.use AND digest = d.digest)
            """,
            static row => row.Number(0), _uses[shape] + use, _digest)
        : [];

    private static LedgerDigests[] DigestsOf(DataKey key, LedgerCollection collection, LedgerShape shape) =>
    [
        LedgerDigests.OfPrimaryKeys(key, collection, shape.PrimaryKey),
        .. shape.Searches.Select(search => LedgerDigests.OfSearch(key, collection, search.Fields, search.Comparison)),
    ];
}
