using PrivacyFunctions.Connecting;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>The digests of one collection in a scratch file, which goes with the index: however many there are, they are not held in memory.</summary>
internal sealed class LedgerIndex : ILedgerIndex
{
    private const string Room = "Ledger.Index";
    private const int BlocksAtOnce = 8;

    private readonly string _file;
    private readonly SqliteDatabase _scratch;
    private readonly List<LedgerDigests[]> _digests;

    private LedgerIndex(string file, SqliteDatabase scratch, IReadOnlyList<LedgerShape> shapes, List<LedgerDigests[]> digests) =>
        (_file, _scratch, Shapes, _digests) = (file, scratch, shapes, digests);

    public IReadOnlyList<LedgerShape> Shapes { get; }

    public static async Task<LedgerIndex> BuildAsync(
        SqliteDatabase ledger, DataKey key, LedgerCollection collection, string folder, CancellationToken cancellation)
    {
        var texts = await ledger.ReadAsync(session => LedgerTable.Shapes(session, collection), cancellation);
        var shapes = texts.ConvertAll(ShapeText.Read);
        var file = Path.Combine(folder, $"index-{Path.GetRandomFileName()}.db");
        var scratch = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = file, Room = Room, Readers = 2 });
        var index = new LedgerIndex(file, scratch, shapes, shapes.ConvertAll(shape => DigestsOf(key, collection, shape)));
        try
        {
            await index.FillAsync(ledger, collection, texts, cancellation);
            return index;
        }
        catch
        {
            await index.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<long>> FindAsync(int shape, KeyTuple primaryKey, CancellationToken cancellation) =>
        FindDigestAsync(shape, use: 0, primaryKey, cancellation);

    public Task<IReadOnlyList<long>> FindAsync(int shape, int search, KeyTuple key, CancellationToken cancellation) =>
        FindDigestAsync(shape, search + 1, key, cancellation);

    public ValueTask DisposeAsync()
    {
        foreach (var digests in _digests.SelectMany(each => each)) digests.Dispose();
        _scratch.Dispose();
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(_file + suffix);
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<long>> FindDigestAsync(int shape, int use, KeyTuple key, CancellationToken cancellation)
    {
        var digest = new byte[LedgerDigests.Size];
        return !_digests[shape][use].TryCompute(key, digest)
            ? []
            : await _scratch.ReadAsync(
                session => session.Query(
                    "SELECT entry FROM digests WHERE use = ?1 AND digest = ?2", static row => row.Number(0), Use(shape, use), digest),
                cancellation);
    }

    private async Task FillAsync(SqliteDatabase ledger, LedgerCollection collection, List<string> shapes, CancellationToken cancellation)
    {
        var after = 0L;
        while (true)
        {
            var blocks = await ledger.ReadAsync(session => LedgerTable.Blocks(session, collection, after, BlocksAtOnce), cancellation);
            if (blocks.Count == 0) return;
            after = blocks[^1].Number;
            await _scratch.WriteAsync(session => blocks.ForEach(block => Insert(session, Use(shapes.IndexOf(block.Shape), block.Use), block.Digests, block.Entry)), cancellation);
        }
    }

    private static void Insert(SqliteSession session, long use, byte[] digests, long entry)
    {
        for (var at = 0; at < digests.Length; at += LedgerDigests.Size)
        {
            session.Execute(
                "INSERT INTO digests (use, digest, entry) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                use, new ArraySegment<byte>(digests, at, LedgerDigests.Size), entry);
        }
    }

    private static LedgerDigests[] DigestsOf(DataKey key, LedgerCollection collection, LedgerShape shape) =>
    [
        LedgerDigests.OfPrimaryKeys(key, collection, shape.PrimaryKey),
        .. shape.Searches.Select(search => LedgerDigests.OfSearch(key, collection, search.Fields, search.Comparison)),
    ];

    // Shapes are few, and so are the searches of one.
    private static long Use(int shape, int use) => ((long)shape << 16) + use;
}
