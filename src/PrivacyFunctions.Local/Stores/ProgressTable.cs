using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>system_progress</c>.</summary>
internal static class ProgressTable
{
    public static void Put(SqliteSession session, RequestId id, SystemProgress progress)
    {
        session.Execute(
            """
            INSERT INTO system_progress (request_id, dataset, phase, state, records, attempts, error, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (request_id, dataset) DO UPDATE SET
                phase = excluded.phase, state = excluded.state, records = excluded.records, attempts = excluded.attempts,
                error = excluded.error, updated_at = excluded.updated_at
            """,
            id.Value, progress.Dataset, progress.Phase, WireName.Of(progress.State), progress.Records, progress.Attempts, progress.Error,
            progress.UpdatedAt);
        session.Execute("UPDATE requests SET progress = progress + 1 WHERE id = ?1", id.Value);
    }

    public static List<SystemProgress> Read(SqliteSession session, RequestId id) => session.Query(
        """
        SELECT dataset, phase, state, records, attempts, error, updated_at FROM system_progress WHERE request_id = ?1 ORDER BY dataset
        """,
        static row => new SystemProgress(
            row.Text(0),
            row.Text(1),
            WireName.TryParse<SystemState>(row.Text(2), out var state) ? state : throw new InvalidDataException("Unknown state of a system."),
            row.Number(3),
            row.Whole(4),
            row.TextOrNull(5),
            row.Time(6)),
        id.Value);
}
