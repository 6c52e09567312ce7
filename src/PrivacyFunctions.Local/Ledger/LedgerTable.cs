using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>The statements on the ledger's tables.</summary>
internal static class LedgerTable
{
    /// <summary>Adds blocks to an entry; the entry's number.</summary>
    public static long Put(SqliteSession session, LedgerEntry entry, string shape, IReadOnlyList<DigestBlock> blocks, DateTimeOffset at)
    {
        var number = PutEntry(session, entry, PutShape(session, entry, shape), at);
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
        "SELECT dataset, collection, shape FROM ledger_shapes ORDER BY dataset, collection, shape",
        static row => (new LedgerCollection(row.Text(0), row.Text(1)), row.Text(2)));

    /// <summary>Some blocks after the block of that number, in the order of numbers.</summary>
    public static List<LedgerBlock> Blocks(SqliteSession session, long after, int most) => session.Query(
        """
        SELECT b.number, b.entry, s.dataset, s.collection, s.shape, b.use, b.digests
        FROM ledger_blocks b JOIN ledger_entries e ON e.number = b.entry JOIN ledger_shapes s ON s.number = e.shape
        WHERE b.number > ?1 ORDER BY b.number LIMIT ?2
        """,
        static row => new LedgerBlock(
            row.Number(0), row.Number(1), new LedgerCollection(row.Text(2), row.Text(3)), row.Text(4), row.Whole(5), row.Blob(6)),
        after, most);

    /// <summary>Deletes entries made before, and shapes that no entry is left of; how many entries.</summary>
    public static int Forget(SqliteSession session, DateTimeOffset before)
    {
        session.Execute("DELETE FROM ledger_blocks WHERE entry IN (SELECT number FROM ledger_entries WHERE at < ?1)", before);
        var forgotten = session.Execute("DELETE FROM ledger_entries WHERE at < ?1", before);
        if (forgotten > 0) session.Execute("DELETE FROM ledger_shapes WHERE number NOT IN (SELECT shape FROM ledger_entries)");
        return forgotten;
    }

    public static byte[] ProofOrPut(SqliteSession session, byte[] proof)
    {
        session.Execute("INSERT INTO ledger_key (only, proof) VALUES (1, ?1) ON CONFLICT DO NOTHING", proof);
        return session.First("SELECT proof FROM ledger_key", static row => row.Blob(0))!;
    }

    private static long PutShape(SqliteSession session, LedgerEntry entry, string shape)
    {
        long? Find() => session.Scalar(
            "SELECT number FROM ledger_shapes WHERE dataset = ?1 AND collection = ?2 AND shape = ?3", entry.Dataset, entry.Collection, shape);
        if (Find() is { } known) return known;
        session.Execute("INSERT INTO ledger_shapes (dataset, collection, shape) VALUES (?1, ?2, ?3)", entry.Dataset, entry.Collection, shape);
        return Find()!.Value;
    }

    private static long PutEntry(SqliteSession session, LedgerEntry entry, long shape, DateTimeOffset at)
    {
        session.Execute(
            "INSERT INTO ledger_entries (request_id, round, shape, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            entry.Request.Value, entry.Round, shape, at);
        return session.Scalar(
            "SELECT number FROM ledger_entries WHERE request_id = ?1 AND round = ?2 AND shape = ?3", entry.Request.Value, entry.Round, shape)!.Value;
    }
}

/// <summary>A block and the entry that it belongs to.</summary>
internal sealed record LedgerBlock(long Number, long Entry, LedgerCollection Collection, string Shape, int Use, byte[] Digests);
