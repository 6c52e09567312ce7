using System.Text.Json;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>requests</c>.</summary>
internal static class RequestTable
{
    public static RightsRequest? Find(SqliteSession session, RequestId id) => session.First(
        "SELECT version, document FROM requests WHERE id = ?1", static row => Read(row.Raw(1), row.Number(0)), id.Value);

    public static RightsRequest Read(ReadOnlySpan<byte> document, long version) =>
        JsonSerializer.Deserialize(document, RequestsJson.Default.RightsRequest)! with { Version = version };

    /// <summary>Creates the row (version 0) or replaces the one that still has the version; false otherwise.</summary>
    public static bool Put(SqliteSession session, RequestRow row) => row.Version == 0
        ? session.Execute(
            """
            INSERT INTO requests (id, version, status, "right", due_at, document) VALUES (?1, 1, ?2, ?3, ?4, ?5)
            ON CONFLICT (id) DO NOTHING
            """,
            row.Id, row.Status, row.Right, row.DueAt, row.Document) == 1
        : session.Execute(
            """
            UPDATE requests SET version = version + 1, status = ?2, "right" = ?3, due_at = ?4, document = ?5 WHERE id = ?1 AND version = ?6
            """,
            row.Id, row.Status, row.Right, row.DueAt, row.Document, row.Version) == 1;

    public static RequestPage? List(SqliteSession session, RequestFilter filter)
    {
        if (ListCursor.Read(filter.Cursor) is not { } after) return null;
        var rows = session.Query(
            $"""
             SELECT version, document, due_at, id FROM requests
             WHERE (due_at, id) > (?1, ?2)
               {(filter.Status is null ? "" : "AND status = ?3")}
               {(filter.Right is null ? "" : "AND \"right\" = ?4")}
               AND due_at < ?5
             ORDER BY due_at, id LIMIT ?6
             """,
            static row => (Request: Read(row.Raw(1), row.Number(0)), At: new ListCursor(row.Number(2), row.Text(3))),
            after.DueAt,
            after.Id,
            filter.Status is { } status ? WireName.Of(status) : SqliteValue.Null,
            filter.Right is { } right ? WireName.Of(right) : SqliteValue.Null,
            filter.DueBefore?.UtcTicks ?? long.MaxValue,
            filter.Limit + 1);
        var more = rows.Count > filter.Limit;
        return new RequestPage([.. rows.Take(filter.Limit).Select(r => r.Request)], more ? rows[filter.Limit - 1].At.ToString() : null);
    }
}
