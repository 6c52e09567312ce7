using System.Text.Json;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>requests</c>.</summary>
internal static class RequestTable
{
    public const string HandOversDue = "SELECT version, document FROM requests WHERE hand_over_at <= ?1 ORDER BY hand_over_at LIMIT ?2";

    public static RightsRequest? Find(SqliteSession session, RequestId id, KnownRequests known) =>
        session.First("SELECT version, document FROM requests WHERE id = ?1", row => known.Read(row, id.Value), id.Value);

    public static RightsRequest Read(ReadOnlySpan<byte> document, long version) =>
        JsonSerializer.Deserialize(document, RequestsJson.Default.RightsRequest)! with { Version = version };

    /// <summary>Creates the row (version 0) or replaces the one that still has the version; null when somebody else was faster.</summary>
    public static StoredRequest? Put(SqliteSession session, RequestRow row) => row.Version == 0 ? Insert(session, row) : Update(session, row);

    public static List<RightsRequest> DueSteps(SqliteSession session, DateTimeOffset now, int most) => session.Query(
        "SELECT version, document FROM requests WHERE step_at <= ?1 ORDER BY step_at LIMIT ?2", static row => Read(row.Raw(1), row.Number(0)), now, most);

    public static List<RightsRequest> HandOvers(SqliteSession session, DateTimeOffset dueBy, int most) => session.Query(
        HandOversDue, static row => Read(row.Raw(1), row.Number(0)), dueBy, most);

    public static RequestPage? List(SqliteSession session, RequestFilter filter)
    {
        if (ListCursor.Read(filter.Cursor) is not { } after) return null;
        var rows = session.Query(
            $"""
             SELECT version, document, due_at, number FROM requests
             WHERE (due_at, number) > (?1, ?2)
               {(filter.Status is null ? "" : "AND status = ?3")}
               {(filter.Right is null ? "" : "AND \"right\" = ?4")}
               AND due_at < ?5
             ORDER BY due_at, number LIMIT ?6
             """,
            static row => (Request: Read(row.Raw(1), row.Number(0)), At: new ListCursor(row.Number(2), row.Number(3))),
            after.DueAt,
            after.Number,
            filter.Status is { } status ? WireName.Of(status) : SqliteValue.Null,
            filter.Right is { } right ? WireName.Of(right) : SqliteValue.Null,
            filter.DueBefore?.UtcTicks ?? long.MaxValue,
            filter.Limit + 1);
        var more = rows.Count > filter.Limit;
        return new RequestPage([.. rows.Take(filter.Limit).Select(r => r.Request)], more ? rows[filter.Limit - 1].At.ToString() : null);
    }

    private static StoredRequest? Insert(SqliteSession session, RequestRow row)
    {
        var created = session.Execute(
            """
            INSERT INTO requests (id, version, status, "right", due_at, step_at, timeline, timeline_grew_by, document, hand_over_at)
            VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)
            ON CONFLICT (id) DO NOTHING
            """,
            row.Id, row.Status, row.Right, row.DueAt, row.StepAt, row.Timeline, row.Document, row.HandOverAt);
        return created == 1 ? new StoredRequest(session.LastInsertRowId, row.Timeline) : null;
    }

    private static StoredRequest? Update(SqliteSession session, RequestRow row) => session.First<StoredRequest?>(
        """
        UPDATE requests
        SET version = version + 1, status = ?2, "right" = ?3, due_at = ?4, step_at = ?5, timeline_grew_by = ?6 - timeline, timeline = ?6, document = ?7,
            hand_over_at = ?9
        WHERE id = ?1 AND version = ?8
        RETURNING number, timeline_grew_by
        """,
        static stored => new StoredRequest(stored.Number(0), stored.Whole(1)),
        row.Id, row.Status, row.Right, row.DueAt, row.StepAt, row.Timeline, row.Document, row.Version, row.HandOverAt);
}
