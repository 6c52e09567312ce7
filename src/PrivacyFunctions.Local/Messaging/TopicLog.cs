using System.Runtime.CompilerServices;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>
/// What was published to a topic, in order. Reads through a cursor, so that any number of readers, in this process or another,
/// follow at their own pace without a subscription.
/// </summary>
public sealed class TopicLog(SqliteDatabase database, TimeProvider time)
{
    private const int PageSize = 256;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Messages after a position, oldest first.</summary>
    /// <param name="topic">Name of the topic.</param>
    /// <param name="after">Position of the last message already seen; 0 begins at the oldest kept.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellation">Ends the read.</param>
    public Task<List<PublishedMessage>> ReadAsync(string topic, long after, int max, CancellationToken cancellation) =>
        database.ReadAsync(
            session => session.Query(
                """
                SELECT position, message_id, body, published_at FROM topic_log
                WHERE topic = ?1 AND position > ?2 ORDER BY position LIMIT ?3
                """,
                static row => new PublishedMessage(row.Number(0), row.Text(1), row.Text(2), row.Time(3)),
                topic, after, max),
            cancellation);

    /// <summary>
    /// Every message after a position. With <paramref name="follow"/> it then looks twice a second for new ones until cancelled:
    /// the writer may be another process, which can send no signal.
    /// </summary>
    public async IAsyncEnumerable<PublishedMessage> ReadAllAsync(
        string topic, long after, bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = await ReadAsync(topic, after, PageSize, cancellation);
            foreach (var message in page)
            {
                after = message.Position;
                yield return message;
            }

            if (page.Count == PageSize) continue;
            if (!follow) yield break;
            await Task.Delay(LookAgain, time, cancellation);
        }
    }

    internal static void Append(SqliteSession session, TopicSettings topic, OutgoingMessage message, DateTimeOffset now)
    {
        if (topic.Retention is { } kept) session.Execute("DELETE FROM topic_log WHERE published_at < ?1 AND topic = ?2", now - kept, topic.Name);
        session.Execute(
            "INSERT INTO topic_log (topic, message_id, body, published_at) VALUES (?1, ?2, ?3, ?4)",
            topic.Name, message.MessageId, message.Body, now);
    }
}

/// <summary>A message in a topic's log.</summary>
/// <param name="Position">The cursor of a reader that has seen it.</param>
/// <param name="MessageId">As it was sent.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="PublishedAt">When it was sent.</param>
public sealed record PublishedMessage(long Position, string MessageId, string Body, DateTimeOffset PublishedAt);
