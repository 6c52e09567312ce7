using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>Remembers message ids for the window of their queue or topic, and forgets them after it.</summary>
internal static class DuplicateDetection
{
    /// <summary>Notes the id; false when it is known already.</summary>
    public static bool Admit(SqliteSession session, EntitySettings entity, string messageId, DateTimeOffset now)
    {
        if (entity.DuplicateWindow <= TimeSpan.Zero) return true;
        session.Execute("DELETE FROM message_ids WHERE forget_at <= ?1", now);
        return session.Execute(
            "INSERT INTO message_ids (entity, message_id, forget_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            entity.Name, messageId, now + entity.DuplicateWindow) == 1;
    }
}
