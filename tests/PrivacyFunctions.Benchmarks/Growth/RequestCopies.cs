using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Benchmarks.Growth;

/// <summary>Makes many requests of one that the product has worked on, with all that the database holds of it: orchestrations, history, timers.</summary>
internal static class RequestCopies
{
    private const string OfOriginal = "(SELECT key FROM durable_instances WHERE id LIKE (SELECT id FROM requests WHERE number = ?1) || '%')";

    /// <summary>Copies the request so many times, in one transaction.</summary>
    public static async Task MakeAsync(SqliteDatabase database, string request, int count, CancellationToken cancellation)
    {
        await database.WriteAsync(
            session =>
            {
                var number = session.Scalar("SELECT number FROM requests WHERE id = ?1", request)!.Value;
                Name(session, count);
                Copy(session, "requests", "t.number = ?1", number, ("number", "c.number"), ("id", "c.id"));
                Copy(session, "request_documents", "t.request = ?1", number, ("request", "c.number"));
                Copy(session, "data_keys", "t.request = ?1", number, ("request", "c.number"));
                Copy(session, "system_progress", "t.request_id = (SELECT id FROM requests WHERE number = ?1)", number, ("request_id", "c.id"));
                Copy(session, "durable_instances", $"t.key IN {OfOriginal}", number, ("key", "t.key + c.number * 16"), ("id", "c.id || substr(t.id, 27)"));
                Copy(session, "durable_history", $"t.position >> 32 IN {OfOriginal}", number, ("position", "t.position + (c.number * 16 << 32)"));
                Copy(session, "durable_timers", $"t.instance IN {OfOriginal}", number, ("instance", "t.instance + c.number * 16"));
                session.Execute("DROP TABLE copies");
            },
            cancellation);
        await database.TruncateLogAsync(cancellation);
    }

    private static void Name(SqliteSession session, int count)
    {
        session.Execute("CREATE TEMP TABLE copies (number INTEGER PRIMARY KEY, id TEXT NOT NULL)");
        var first = session.Scalar("SELECT max(number) + 1000 FROM requests")!.Value;
        for (var n = 0; n < count; n++) session.Execute("INSERT INTO copies (number, id) VALUES (?1, ?2)", first + n, RequestId.New().Value);
    }

    private static void Copy(SqliteSession session, string table, string which, long original, params (string Column, string Value)[] changed)
    {
        var columns = session.Query($"SELECT name FROM pragma_table_info('{table}')", static row => row.Text(0));
        var values = columns.Select(column => changed.FirstOrDefault(c => c.Column == column).Value ?? $"t.\"{column}\"");
        session.Execute(
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM copies c, {table} t WHERE {which}",
            original);
    }
}
