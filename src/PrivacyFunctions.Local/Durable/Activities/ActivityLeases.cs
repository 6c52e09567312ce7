using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Activities;

/// <summary>
/// The lease of an activity is its row: owner (the engine's epoch), token (the delivery) and expiry. A completion counts only
/// while the row still bears its owner and token.
/// </summary>
internal sealed class ActivityLeases(Ownership ownership, TimeSpan duration)
{
    private const string NotOurs = "(owner <> ?1 OR expires_at <= ?2)";
    private const string Ours = "owner = ?1";

    private long _tokens;

    public TimeSpan Duration => duration;

    public long NextToken() => Interlocked.Increment(ref _tokens);

    public void Insert(SqliteSession session, ActivityWork work, DateTimeOffset now) => session.Execute(
        """
        INSERT INTO durable_activities (position, generation, task, name, input, owner, token, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """,
        work.Position, work.Generation, work.TaskId, work.Name, work.Input, ownership.Epoch, work.Token, now + duration);

    /// <summary>Ends the lease; false when another delivery has it, or nobody needs the result any more.</summary>
    public bool Complete(SqliteSession session, ActivityWork work) => session.Execute(
        "DELETE FROM durable_activities WHERE position = ?1 AND owner = ?2 AND token = ?3",
        work.Position, ownership.Epoch, work.Token) == 1;

    /// <summary>Prolongs what has not expired; what has is for another delivery.</summary>
    public void Renew(SqliteSession session, DateTimeOffset now) => session.Execute(
        "UPDATE durable_activities SET expires_at = ?1 WHERE owner = ?2 AND expires_at > ?3", now + duration, ownership.Epoch, now);

    /// <summary>Takes over every row that has expired or belongs to an earlier engine, under a new token.</summary>
    public List<ActivityWork> TakeOver(SqliteSession session, DateTimeOffset now)
    {
        var token = NextToken();
        var found = Select(session, NotOurs, now, token);
        if (found.Count > 0)
        {
            session.Execute(
                $"UPDATE durable_activities SET owner = ?1, token = ?3, expires_at = ?4 WHERE {NotOurs}",
                ownership.Epoch, now, token, now + duration);
        }

        return found;
    }

    /// <summary>Takes every row of this engine that <paramref name="isHeld"/> does not know: its dispatch was lost.</summary>
    public List<ActivityWork> TakeLost(SqliteSession session, DateTimeOffset now, Func<ActivityWork, bool> isHeld)
    {
        var token = NextToken();
        var lost = Select(session, Ours, now, token: null).FindAll(work => !isHeld(work));
        foreach (var work in lost)
            session.Execute("UPDATE durable_activities SET token = ?1, expires_at = ?2 WHERE position = ?3", token, now + duration, work.Position);
        return lost.ConvertAll(work => work with { Token = token });
    }

    public void Abandon(SqliteSession session) =>
        session.Execute("UPDATE durable_activities SET owner = 0 WHERE owner = ?1", ownership.Epoch);

    private List<ActivityWork> Select(SqliteSession session, string condition, DateTimeOffset now, long? token) => session.Query(
        $"""
        SELECT a.position >> 32, coalesce(i.id, ''), a.generation, a.task, a.position, a.name, a.input, coalesce(?3, a.token)
        FROM durable_activities a LEFT JOIN durable_instances i ON i.key = a.position >> 32
        WHERE {condition} ORDER BY a.position
        """,
        static row => new ActivityWork(
            row.Number(0), row.Text(1), row.Whole(2), row.Whole(3), row.Number(4), row.Text(5), row.TextOrNull(6), row.Number(7)),
        ownership.Epoch, now, token);
}
