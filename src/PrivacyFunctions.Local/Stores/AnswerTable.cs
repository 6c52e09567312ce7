using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>saved_answers</c>.</summary>
internal static class AnswerTable
{
    public static SavedAnswer? Find(SqliteSession session, string callHash, DateTimeOffset now) => session.First(
        "SELECT call_hash, body_hash, answer, expires_at FROM saved_answers WHERE call_hash = ?1 AND expires_at > ?2",
        static row => new SavedAnswer(row.Text(0), row.Text(1), row.Blob(2), row.Time(3)), callHash, now);

    public static void Put(SqliteSession session, SavedAnswer answer) => session.Execute(
        """
        INSERT INTO saved_answers (call_hash, body_hash, answer, expires_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (call_hash) DO UPDATE SET body_hash = excluded.body_hash, answer = excluded.answer, expires_at = excluded.expires_at
        """,
        answer.CallHash, answer.BodyHash, answer.Sealed, answer.ExpiresAt);

    public static int Forget(SqliteSession session, DateTimeOffset now) =>
        session.Execute("DELETE FROM saved_answers WHERE expires_at <= ?1", now);
}
