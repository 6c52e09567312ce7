using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>notices</c>.</summary>
internal static class NoticeTable
{
    public static void Insert(SqliteSession session, long request, OutboxMessage.Notice notice, DateTimeOffset now, bool muted) => session.Execute(
        "INSERT INTO notices (id, request, content, due_at, muted) VALUES (?1, ?2, ?3, ?4, ?5)",
        notice.Id, request, notice.SealedContent, notice.NotBefore ?? now, muted);

    public static bool AnyDue(SqliteSession session, DateTimeOffset now) =>
        session.Exists("SELECT 1 FROM notices WHERE muted IN (0, 1) AND due_at <= ?1", now);

    public static List<OutboxEntry> Lease(SqliteSession session, int most, DateTimeOffset now, DateTimeOffset until)
    {
        session.Execute("DELETE FROM notices WHERE muted = 1 AND due_at <= ?1", now);
        var entries = session.Query(
            """
            SELECT n.sequence, n.id, r.id, n.content, n.attempts FROM notices n JOIN requests r ON r.number = n.request
            WHERE n.muted = 0 AND n.due_at <= ?1 ORDER BY n.due_at, n.sequence LIMIT ?2
            """,
            static row => new OutboxEntry(
                row.Number(0), new OutboxMessage.Notice(row.Text(1), RequestId.Parse(row.Text(2)), row.Blob(3)), row.Whole(4) + 1),
            now, most);
        foreach (var entry in entries)
            session.Execute("UPDATE notices SET due_at = ?2, attempts = attempts + 1 WHERE sequence = ?1", entry.Sequence, until);
        return entries;
    }

    /// <summary>Takes back a lease that may or may not have become durable.</summary>
    public static void GiveBack(SqliteSession session, IEnumerable<OutboxEntry> entries, DateTimeOffset until, DateTimeOffset now)
    {
        foreach (var entry in entries)
            session.Execute("UPDATE notices SET due_at = ?3 WHERE sequence = ?1 AND due_at = ?2", entry.Sequence, until, now);
    }

    /// <summary>When the next one is due, leases that end included; null when there is none.</summary>
    public static DateTimeOffset? NextDue(SqliteSession session) => session.First(
        """
        SELECT min(due_at)
        FROM (SELECT min(due_at) AS due_at FROM notices WHERE muted = 0 UNION ALL SELECT min(due_at) FROM notices WHERE muted = 1)
        """,
        static row => row.TimeOrNull(0));

    /// <summary>Makes whatever was taken before due again at once; notices that wait for their first time keep it.</summary>
    public static int Release(SqliteSession session, DateTimeOffset now) =>
        session.Execute("UPDATE notices SET due_at = ?1 WHERE attempts > 0 AND due_at > ?1", now);

    public static void Delete(SqliteSession session, long sequence) => session.Execute("DELETE FROM notices WHERE sequence = ?1", sequence);

    public static void Postpone(SqliteSession session, long sequence, DateTimeOffset until) =>
        session.Execute("UPDATE notices SET due_at = ?2 WHERE sequence = ?1", sequence, until);
}
