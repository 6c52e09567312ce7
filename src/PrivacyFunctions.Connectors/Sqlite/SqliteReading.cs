using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>Starts one reading: puts the keys into temporary tables, closes the door to writes, runs the statement.</summary>
internal static class SqliteReading
{
    /// <summary>Starts reading; the reader owns the slot.</summary>
    public static async Task<IRecordReader> StartAsync(
        Func<CancellationToken, SqliteSession> open, ResolvedQuery query, IDisposable slot, CancellationToken cancellation)
    {
        var session = open(cancellation);
        try
        {
            var tables = query.Sets.Concat(query.Except).Select((set, index) => new KeyTable(set, index)).ToList();
            session.Execute("BEGIN");
            foreach (var table in tables)
                await table.FillAsync(session, cancellation);
            var asked = tables.Take(query.Sets.Count).Where(table => table.Any).ToList();
            var except = tables.Skip(query.Sets.Count).Where(table => table.Any).ToList();
            session.FinishWriting();
            if (asked.Count > 0 || query.Sets.Count == 0) return new SqliteReader(query, new SelectStatement(query, asked, except), session, slot);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        session.Dispose();
        slot.Dispose();
        return new EmptyReader(query.Fields);
    }
}
