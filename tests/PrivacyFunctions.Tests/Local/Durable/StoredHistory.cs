using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Durable;

/// <summary>Reads an instance's history from the file, as the engine would.</summary>
internal static class StoredHistory
{
    public static async Task<List<Episode>> OfAsync(SqliteDatabase database, string instanceId) => (await database.ReadAsync(
        session => InstanceWrites.Find(session, instanceId) is (var key, _) ? InstanceReads.History(session, key) : [],
        default)).ConvertAll(episode => episode.Decode());

    public static Task<List<string>> BytesAsync(SqliteDatabase database, string instanceId) => database.ReadAsync(
        session => session.Query(
            """
            SELECT h.episode FROM durable_history h JOIN durable_instances i ON h.position >> 32 = i.key
            WHERE i.id = ?1 ORDER BY h.position
            """,
            row => Convert.ToBase64String(row.Raw(0)),
            instanceId),
        default);

    /// <summary>Every call has one result at most, and every result its call.</summary>
    public static void AssertConsistent(IReadOnlyList<Episode> history)
    {
        var scheduled = history.SelectMany(episode => episode.Actions).Select(action => action.TaskId).ToList();
        Assert.Equal(Enumerable.Range(0, scheduled.Count), scheduled);
        var results = history.SelectMany(episode => episode.Arrived).Select(Task).OfType<int>().ToList();
        Assert.Equal(results.Count, results.Distinct().Count());
        Assert.All(results, task => Assert.Contains(task, scheduled));
    }

    private static int? Task(OrchestrationEvent happened) => happened switch
    {
        OrchestrationEvent.TaskCompleted completed => completed.TaskId,
        OrchestrationEvent.TaskFailed failed => failed.TaskId,
        OrchestrationEvent.TimerFired fired => fired.TaskId,
        _ => null,
    };
}
