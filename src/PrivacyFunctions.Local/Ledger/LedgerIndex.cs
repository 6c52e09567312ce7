using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>The ledger's digests, one a row, in a scratch file that goes with the index. It is never synced: what matters is in the ledger.</summary>
internal sealed class LedgerIndex : ILedgerIndex
{
    private const int BlocksAtOnce = 16;

    private const string Schema = """
        PRAGMA journal_mode=OFF;
        PRAGMA synchronous=OFF;
        PRAGMA cache_size=-16384;
        CREATE TABLE digests (use INTEGER NOT NULL, digest BLOB NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (use, digest, entry)) WITHOUT ROWID, STRICT;
        CREATE TABLE disputed (use INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (use, digest)) WITHOUT ROWID, STRICT;
        """;

    private readonly string _file;
    private readonly SqliteSession _scratch;
    private readonly List<LedgerRows> _collections = [];

    private LedgerIndex(string file, SqliteSession scratch) => (_file, _scratch) = (file, scratch);

    public IReadOnlyList<ILedgerRows> Collections => _collections;

    public static async Task<LedgerIndex> BuildAsync(SqliteDatabase ledger, DataKey key, string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, $"index-{Path.GetRandomFileName()}");
        DurableFile.Create(file).Dispose();
        var index = new LedgerIndex(file, Open(file));
        try
        {
            var uses = index.Add(key, await ledger.ReadAsync(LedgerTable.Shapes, cancellation));
            for (var after = 0L; ;)
            {
                var blocks = await ledger.ReadAsync(session => LedgerTable.Blocks(session, after, BlocksAtOnce), cancellation);
                if (blocks.Count == 0) return index;
                index.Insert(blocks, uses);
                after = blocks[^1].Number;
            }
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var rows in _collections) rows.Dispose();
        _scratch.Dispose();
        File.Delete(_file);
    }

    private static SqliteSession Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        var session = new SqliteSession(connection);
        session.Script(Schema);
        return session;
    }

    // Every use of every shape gets a number of its own.
    private Dictionary<(LedgerCollection Collection, string Shape), long> Add(DataKey key, List<(LedgerCollection Collection, string Shape)> shapes)
    {
        var uses = new Dictionary<(LedgerCollection, string), long>();
        var next = 0L;
        foreach (var collection in shapes.GroupBy(shape => shape.Collection, shape => shape.Shape))
        {
            var known = new List<(LedgerShape Shape, long Use)>();
            foreach (var text in collection)
            {
                var shape = ShapeText.Read(text);
                known.Add((shape, next));
                uses[(collection.Key, text)] = next;
                next += shape.Searches.Count + 1;
            }

            _collections.Add(new LedgerRows(_scratch, key, collection.Key, known));
        }

        return uses;
    }

    private void Insert(List<LedgerBlock> blocks, Dictionary<(LedgerCollection Collection, string Shape), long> uses)
    {
        _scratch.Execute("BEGIN");
        foreach (var block in blocks)
        {
            var use = uses[(block.Collection, block.Shape)] + block.Use;
            for (var at = 0; at < block.Digests.Length; at += LedgerDigests.Size)
            {
                _scratch.Execute(
                    "INSERT INTO digests (use, digest, entry) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                    use, new ArraySegment<byte>(block.Digests, at, LedgerDigests.Size), block.Entry);
            }
        }

        _scratch.Execute("COMMIT");
    }
}
