using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>The statements on the ledger's tables.</summary>
internal static class LedgerTable
{
    public static void Put(SqliteSession session, LedgerEntry entry, string shape, IReadOnlyList<DigestBlock> blocks, DateTimeOffset at)
    {
        session.Execute(
            """
            INSERT INTO ledger_entries (request_id, round, dataset, collection, shape, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO NOTHING
            """,
            entry.Request.Value, entry.Round, entry.Dataset, entry.Collection, shape, at);
        var number = session.Scalar(
            "SELECT number FROM ledger_entries WHERE request_id = ?1 AND round = ?2 AND dataset = ?3 AND collection = ?4 AND shape = ?5",
            entry.Request.Value, entry.Round, entry.Dataset, entry.Collection, shape);
        foreach (var block in blocks)
        {
            session.Execute(
                "INSERT INTO ledger_blocks (entry, use, checksum, digests) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                number, block.Use, block.Checksum, block.Digests);
        }
    }

    public static List<LedgerCollection> Collections(SqliteSession session) => session.Query(
        "SELECT DISTINCT dataset, collection FROM ledger_entries ORDER BY dataset, collection",
        static row => new LedgerCollection(row.Text(0), row.Text(1)));

    public static List<string> Shapes(SqliteSession session, LedgerCollection collection) => session.Query(
        "SELECT DISTINCT shape FROM ledger_entries WHERE dataset = ?1 AND collection = ?2 ORDER BY shape",
        static row => row.Text(0), collection.Dataset, collection.Collection);

    /// <summary>Some blocks about a collection after the block of that number, in the order of numbers.</summary>
    public static List<(long Number, long Entry, string Shape, int Use, byte[] Digests)> Blocks(
        SqliteSession session, LedgerCollection collection, long after, int most) => session.Query(
        """
        SELECT b.number, b.entry, e.shape, b.use, b.digests FROM ledger_blocks b JOIN ledger_entries e ON e.number = b.entry
        WHERE b.number > ?3 AND e.dataset = ?1 AND e.collection = ?2 ORDER BY b.number LIMIT ?4
        """,
        static row => (row.Number(0), row.Number(1), row.Text(2), row.Whole(3), row.Blob(4)),
        collection.Dataset, collection.Collection, after, most);

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
