using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>The statements over the messages of queues. Each call is part of the unit of work that owns the session.</summary>
internal static class MessageTable
{
    private const string Available = "entity = ?1 AND visible_at <= ?2 AND (locked_until IS NULL OR locked_until <= ?2)";
    private const string Held = "sequence = ?1 AND lock_token = ?2 AND locked_until > ?3";

    public static void Insert(SqliteSession session, QueueSettings queue, OutgoingMessage message, DateTimeOffset now)
    {
        var visible = message.NotBefore is { } later && later > now ? later : now;
        session.Execute(
            """
            INSERT INTO messages (entity, message_id, body, enqueued_at, visible_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            queue.Name, message.MessageId, message.Body, now, visible, visible + queue.TimeToLive);
    }

    public static List<StoredMessage> SelectAvailable(SqliteSession session, string entity, int max, DateTimeOffset now) =>
        session.Query(
            $"""
            SELECT sequence, message_id, body, delivery_count, enqueued_at, dead_letter_reason, dead_letter_description
            FROM messages WHERE {Available} ORDER BY visible_at, sequence LIMIT ?3
            """,
            static row => new StoredMessage(
                row.Number(0), row.Text(1), row.Text(2), row.Whole(3), row.Time(4),
                row.TextOrNull(5) is { } code ? new DeadLetterReason(code, row.TextOrNull(6)) : null),
            entity, now, max);

    public static void Lock(SqliteSession session, long sequence, Guid token, DateTimeOffset until) =>
        session.Execute(
            "UPDATE messages SET lock_token = ?2, locked_until = ?3, delivery_count = delivery_count + 1 WHERE sequence = ?1",
            sequence, token.ToByteArray(), until);

    public static bool Delete(SqliteSession session, MessageLock held, DateTimeOffset now) =>
        session.Execute($"DELETE FROM messages WHERE {Held}", held.Sequence, held.Token.ToByteArray(), now) == 1;

    public static bool Renew(SqliteSession session, MessageLock held, DateTimeOffset until, DateTimeOffset now) =>
        session.Execute(
            $"UPDATE messages SET locked_until = ?4 WHERE {Held}",
            held.Sequence, held.Token.ToByteArray(), now, until) == 1;

    /// <summary>The number of deliveries of a message whose lock still holds; null when it was lost.</summary>
    public static int? DeliveryCount(SqliteSession session, MessageLock held, DateTimeOffset now) =>
        (int?)session.Scalar($"SELECT delivery_count FROM messages WHERE {Held}", held.Sequence, held.Token.ToByteArray(), now);

    public static void Unlock(SqliteSession session, long sequence, DateTimeOffset? visible) =>
        session.Execute(
            "UPDATE messages SET lock_token = NULL, locked_until = NULL, visible_at = coalesce(?2, visible_at) WHERE sequence = ?1",
            sequence, visible);

    public static void MoveToDeadLetter(SqliteSession session, long sequence, string entity, DeadLetterReason reason, DateTimeOffset now) =>
        session.Execute(
            """
            UPDATE messages SET entity = ?2, lock_token = NULL, locked_until = NULL, visible_at = ?3, expires_at = NULL,
                dead_letter_reason = ?4, dead_letter_description = ?5
            WHERE sequence = ?1
            """,
            sequence, EntityPath.DeadLetter(entity), now, reason.Code, reason.Description);

    /// <summary>Puts unlocked dead letters back into their queue as if they had never been delivered; returns how many.</summary>
    public static int MoveBack(SqliteSession session, QueueSettings queue, int max, DateTimeOffset now) =>
        session.Execute(
            $"""
            UPDATE messages SET entity = ?4, lock_token = NULL, locked_until = NULL, visible_at = ?2, expires_at = ?5,
                delivery_count = 0, dead_letter_reason = NULL, dead_letter_description = NULL
            WHERE sequence IN (SELECT sequence FROM messages WHERE {Available} ORDER BY visible_at, sequence LIMIT ?3)
            """,
            EntityPath.DeadLetter(queue.Name), now, max, queue.Name, now + queue.TimeToLive);

    public static List<long> SelectExpired(SqliteSession session, string entity, DateTimeOffset now) =>
        session.Query(
            "SELECT sequence FROM messages WHERE entity = ?1 AND expires_at <= ?2 AND (locked_until IS NULL OR locked_until <= ?2)",
            static row => row.Number(0), entity, now);

    public static void Delete(SqliteSession session, long sequence) =>
        session.Execute("DELETE FROM messages WHERE sequence = ?1", sequence);

    /// <summary>When a message becomes available without anybody doing anything.</summary>
    public static DateTimeOffset? NextDue(SqliteSession session, string entity, DateTimeOffset now)
    {
        var delayed = session.Scalar("SELECT min(visible_at) FROM messages WHERE entity = ?1 AND visible_at > ?2", entity, now);
        var locked = session.Scalar(
            "SELECT min(locked_until) FROM messages WHERE entity = ?1 AND visible_at <= ?2 AND locked_until > ?2", entity, now);
        var ticks = delayed is { } d && locked is { } l ? Math.Min(d, l) : delayed ?? locked;
        return ticks is { } t ? new DateTimeOffset(t, TimeSpan.Zero) : null;
    }

    public static int UnlockAll(SqliteSession session) =>
        session.Execute("UPDATE messages SET lock_token = NULL, locked_until = NULL WHERE locked_until IS NOT NULL");

    public static QueueCounts Count(SqliteSession session, string entity, DateTimeOffset now)
    {
        const string sql = "SELECT count(*) FROM messages WHERE entity = ?1 AND visible_at";
        return new QueueCounts(
            (int)session.Scalar($"{sql} <= ?2", entity, now)!.Value,
            (int)session.Scalar($"{sql} > ?2", entity, now)!.Value,
            (int)session.Scalar("SELECT count(*) FROM messages WHERE entity = ?1", EntityPath.DeadLetter(entity))!.Value);
    }
}

internal sealed record StoredMessage(
    long Sequence, string MessageId, string Body, int DeliveryCount, DateTimeOffset EnqueuedAt, DeadLetterReason? DeadLetter);
