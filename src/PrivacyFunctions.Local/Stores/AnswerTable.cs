using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>saved_answers</c>.</summary>
internal static class AnswerTable
{
    public static SavedAnswer? Find(SqliteSession session, KnownCalls calls, string callHash, DateTimeOffset now) =>
        calls.Find(session, callHash) is not { } number
            ? null
            : session.First(
                "SELECT call_hash, body_hash, answer, expires_at FROM saved_answers WHERE number = ?1 AND call_hash = ?2 AND expires_at > ?3",
                static row => new SavedAnswer(row.Text(0), row.Text(1), row.Blob(2), row.Time(3)),
                number,
                callHash,
                now);

    /// <summary>Saves an answer, in the unit that found none for the call.</summary>
    public static void Add(SqliteSession session, KnownCalls calls, SavedAnswer answer)
    {
        session.Execute(
            "INSERT INTO saved_answers (call_hash, body_hash, answer, expires_at) VALUES (?1, ?2, ?3, ?4)",
            answer.CallHash, answer.BodyHash, answer.Sealed, answer.ExpiresAt);
        calls.Add(session, answer.CallHash, session.LastInsertRowId);
    }

    public static int Forget(SqliteSession session, KnownCalls calls, DateTimeOffset now)
    {
        var gone = session.Query(
            "DELETE FROM saved_answers WHERE expires_at <= ?1 RETURNING call_hash, number", static row => (Hash: row.Text(0), Number: row.Number(1)), now);
        foreach (var answer in gone) calls.Remove(session, answer.Hash, answer.Number);
        return gone.Count;
    }
}
