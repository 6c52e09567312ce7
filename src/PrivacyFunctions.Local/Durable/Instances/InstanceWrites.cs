using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>The statements that decisions, timers and clients share.</summary>
internal static class InstanceWrites
{
    /// <summary>The task id of the timer that begins a scheduled instance.</summary>
    public const int StartTimer = -1;

    public static void Send(SqliteSession session, long key, OrchestrationEvent message, int? generation = null) => session.Execute(
        "INSERT INTO durable_inbox (instance, generation, message) VALUES (?1, ?2, ?3)", key, generation, EventCodec.ToBytes(message));

    public static void AddTimer(SqliteSession session, long key, int task, DateTimeOffset due) => session.Execute(
        "INSERT INTO durable_timers (instance, task, due_at) VALUES (?1, ?2, ?3)", key, task, due);

    /// <summary>The key of an instance that can still receive; null when it has ended or is not there.</summary>
    public static long? FindLive(SqliteSession session, string id) =>
        Find(session, id) is (var key, var status) && !status.IsTerminal() ? key : null;

    public static (long Key, OrchestrationRuntimeStatus Status)? Find(SqliteSession session, string id) => session.First(
        "SELECT key, status FROM durable_instances WHERE id = ?1",
        static row => ((long, OrchestrationRuntimeStatus)?)(row.Number(0), (OrchestrationRuntimeStatus)row.Whole(1)),
        id);

    public static bool IsLive(SqliteSession session, long key) =>
        session.Exists($"SELECT 1 FROM durable_instances WHERE key = ?1 AND NOT {RuntimeStatus.HasEnded}", key);

    /// <summary>Removes the instance and all that belongs to it.</summary>
    public static void Delete(SqliteSession session, long key)
    {
        session.Execute("DELETE FROM durable_instances WHERE key = ?1", key);
        session.Execute("DELETE FROM durable_inbox WHERE instance = ?1", key);
        session.Execute("DELETE FROM durable_timers WHERE instance = ?1", key);
        session.Execute(
            "DELETE FROM durable_activities WHERE position >= ?1 AND position < ?2", Position.Of(key, 0), Position.After(key));
        DeleteHistory(session, key);
    }

    public static void DeleteHistory(SqliteSession session, long key) => session.Execute(
        "DELETE FROM durable_history WHERE position >= ?1 AND position < ?2", Position.Of(key, 0), Position.After(key));
}
