using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>What a decision reads.</summary>
internal static class InstanceReads
{
    public static (InstanceHeader? Header, List<StoredEpisode> History, List<InboxMessage> Inbox) All(SqliteSession session, long key) =>
        (Header(session, key), History(session, key), Inbox(session, key));

    public static InstanceHeader? Header(SqliteSession session, long key) => session.First(
        """
        SELECT key, id, name, version, status, generation, first_task, input,
               parent_key, parent_task, parent_generation, parent_id, parent_name
        FROM durable_instances WHERE key = ?1
        """,
        ReadHeader,
        key);

    public static List<StoredEpisode> History(SqliteSession session, long key) => session.Query(
        "SELECT at, episode FROM durable_history WHERE position >= ?1 AND position < ?2 ORDER BY position",
        static row => new StoredEpisode(row.Time(0), row.Blob(1)),
        Position.Of(key, 0),
        Position.After(key));

    public static List<InboxMessage> Inbox(SqliteSession session, long key) => session.Query(
        "SELECT id, generation, message FROM durable_inbox WHERE instance = ?1 ORDER BY id",
        static row => new InboxMessage(row.Number(0), (int?)row.NumberOrNull(1), EventCodec.FromBytes(row.Raw(2))),
        key);

    private static InstanceHeader ReadHeader(SqliteRow row) => new()
    {
        Key = row.Number(0),
        Id = row.Text(1),
        Name = row.Text(2),
        Version = row.Text(3),
        Status = (OrchestrationRuntimeStatus)row.Whole(4),
        Generation = row.Whole(5),
        FirstTask = row.Number(6),
        Input = row.TextOrNull(7),
        Parent = row.IsNull(8) ? null : new ParentLink(row.Number(8), row.Whole(9), row.Whole(10), row.Text(11), row.Text(12)),
    };
}
