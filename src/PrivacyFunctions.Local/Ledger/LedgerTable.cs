using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>The statements on the ledger's tables.</summary>
internal static class LedgerTable
{
    /// <summary>Adds blocks to an entry; the entry's number.</summary>
    public static long Put(SqliteSession session, LedgerEntry entry, string shape, IReadOnlyList<DigestBlock> blocks, DateTimeOffset at)
    {
        session.Execute(
            """
            INSERT INTO ledger_entries (request_id, round, dataset, collection, shape, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO NOTHING
            """,
            entry.Request.Value, entry.Round, entry.Dataset, entry.Collection, shape, at);
        var number = session.Scalar(
            "SELECT number FROM ledger_entries WHERE request_id = ?1 AND round = ?2 AND dataset = ?3 AND collection = ?4 AND shape = ?5",
            entry.Request.Value, entry.Round, entry.Dataset, entry.Collection, shape)!.Value;
        foreach (var block in blocks)
        {
            session.Execute(
                "INSERT INTO ledger_blocks (entry, use, checksum, digests) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                number, block.Use, block.Checksum, block.Digests);
        }

        return number;
    }

    /// <summary>Every collection with every shape of its entries, in order.</summary>
    public static List<(LedgerCollection Collection, string Shape)> Shapes(SqliteSession session) => session.Query(
        "SELECT DISTINCT dataset, collection, shape FROM ledger_entries ORDER BY dataset, collection, shape",
        static row => (new LedgerCollection(row.Text(0), row.Text(1)), row.Text(2)));

    /// <summary>Some blocks after the block of that number, in the order of numbers.</summary>
    public static List<LedgerBlock> Blocks(SqliteSession session, long after, int most) => session.Query(
        """
        SELECT b.number, b.entry, e.dataset, e.collection, e.shape, b.use, b.digests
        FROM ledger_blocks b JOIN ledger_entries e ON e.number = b.entry WHERE b.number > ?1 ORDER BY b.number LIMIT ?2
        """,
        static row => new LedgerBlock(
            row.Number(0), row.Number(1), new LedgerCollection(row.Text(2), row.Text(3)), row.Text(4), row.Whole(5), row.Blob(6)),
        after, most);

    public static int Forget(SqliteSession session, DateTimeOffset before)
    {
        session.Execute("DELETE FROM ledger_blocks WHERE entry IN (SELECT number FROM ledger_entries WHERE at < ?1)", before);
        return session.Execute("DELETE FROM ledger_entries WHERE at < ?1", before);
    }

    public static byte[] ProofOrPut(SqliteSession session, byte[] proof)
    {
        session.Execute("INSERT INTO ledger_key (only, proof) VALUES (1, ?1) ON CONFLICT DO NOTHING", proof);
        return session.First("SELECT proof FROM ledger_key", static row => row.Blob(0))!;
    }
}

/// <summary>A block and the entry that it belongs to.</summary>
internal sealed record LedgerBlock(long Number, long Entry, LedgerCollection Collection, string Shape, int Use, byte[] Digests);
