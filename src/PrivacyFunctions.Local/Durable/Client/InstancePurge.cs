using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>Removes ended instances with their histories.</summary>
internal static class InstancePurge
{
    /// <summary>Instances removed in one commit, so that others are not held up.</summary>
    public const int Batch = 100;

    public static int One(SqliteSession session, string id, bool recursive) =>
        InstanceWrites.Find(session, id) is (var key, var status) && status.IsTerminal() ? Delete(session, key, recursive) : 0;

    /// <summary>Removes up to <see cref="Batch"/> instances that match and their sub-orchestrations; zero when none is left.</summary>
    public static int Next(SqliteSession session, PurgeInstancesFilter filter, bool recursive)
    {
        var keys = session.Query(
            $"""
            SELECT key FROM durable_instances
            WHERE {RuntimeStatus.HasEnded} AND created_at >= ?1 AND created_at <= ?2 AND (?3 >> status) & 1 LIMIT ?4
            """,
            row => row.Number(0),
            filter.CreatedFrom ?? DateTimeOffset.MinValue, filter.CreatedTo ?? DateTimeOffset.MaxValue,
            StatusMask.Of(filter.Statuses), Batch);
        return keys.Sum(key => Delete(session, key, recursive));
    }

    private static int Delete(SqliteSession session, long key, bool recursive)
    {
        if (!session.Exists("SELECT 1 FROM durable_instances WHERE key = ?1", key)) return 0;
        List<long> children = recursive
            ? session.Query(
                $"SELECT key FROM durable_instances WHERE parent_key = ?1 AND {RuntimeStatus.HasEnded}", row => row.Number(0), key)
            : [];
        InstanceWrites.Delete(session, key);
        return 1 + children.Sum(child => Delete(session, child, recursive));
    }
}
