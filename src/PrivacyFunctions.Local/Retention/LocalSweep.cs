using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Retention;

/// <summary>Sweeps queues, topics and folders of the local runtime.</summary>
internal sealed partial class LocalSweep(SqliteDatabase database, MessagingTopology topology, DataDirectory data, ILogger<LocalSweep> log) : IRuntimeSweep
{
    // Written by the blob store and by an interrupted restoration; nothing else begins there.
    private static readonly string[] Unfinished = [".unfinished", "restoring"];

    public async Task<IReadOnlyList<SweptItems>> SweepAsync(SweepLimits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var events = await database.WriteAsync(
            session => topology.Topics.Sum(topic => session.Execute("DELETE FROM topic_log WHERE topic = ?1 AND published_at < ?2", topic, limits.Events)), cancellation);
        var deadLetters = await database.WriteAsync(
            session => topology.DeadLetterQueues.Sum(queue => session.Execute(
                "DELETE FROM messages WHERE entity = ?1 AND visible_at < ?2 AND (locked_until IS NULL OR locked_until < ?2)",
                queue, limits.DeadLetters)),
            cancellation);
        await EmptyLogAsync(cancellation);
        DeleteEmptyFolders(limits.Abandoned);
        return
        [
            new SweptItems("events", events),
            new SweptItems("dead-letters", deadLetters),
            new SweptItems("mail", DeleteFiles(data.Outbox, limits.Mail)),
            new SweptItems("abandoned", Unfinished.Sum(folder => DeleteFiles(Path.Combine(data.Blobs, folder), limits.Abandoned))),
        ];
    }

    // What was deleted is wiped from the database at once (secure_delete), and with this from its log.
    private async Task EmptyLogAsync(CancellationToken cancellation)
    {
        try
        {
            await database.TruncateLogAsync(cancellation);
        }
        catch (IOException)
        {
            LogLogInUse(log);
        }
    }

    [LoggerMessage(EventId = 5020, Level = LogLevel.Warning, Message = "The database's log was in use and could not be emptied; the next sweep tries again")]
    private static partial void LogLogInUse(ILogger logger);

    // A request's blobs lie in folders of their own, which stay when the blobs have gone. Young ones may be about to get a blob.
    private void DeleteEmptyFolders(DateTimeOffset before)
    {
        foreach (var kind in new DirectoryInfo(data.Blobs).EnumerateDirectories())
        {
            var old = kind.EnumerateDirectories("*", SearchOption.AllDirectories).Where(folder => folder.LastWriteTimeUtc < before.UtcDateTime);
            foreach (var folder in old.OrderByDescending(folder => folder.FullName.Length).Where(folder => !folder.EnumerateFileSystemInfos().Any())) TryDelete(folder);
        }
    }

    private static void TryDelete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete();
        }
        catch (IOException)
        {
            // It has a blob now.
        }
    }

    private static long DeleteFiles(string folder, DateTimeOffset before)
    {
        if (!Directory.Exists(folder)) return 0;
        var old = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LastWriteTimeUtc < before.UtcDateTime).ToList();
        foreach (var file in old) file.Delete();
        return old.Count;
    }
}
