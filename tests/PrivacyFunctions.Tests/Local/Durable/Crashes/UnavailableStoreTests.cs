using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Crashes;

/// <summary>A store that is away for a while: locked by another process, or full. Nothing is reported done that is not stored.</summary>
public sealed class UnavailableStoreTests : IDisposable
{
    private readonly TemporaryFolder _directory = new();
    private readonly TaskCompletionSource _working = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_decision_waits_for_a_file_that_another_process_has_locked()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await _working.Task.WithinLimitAsync();
        using var other = new SqliteConnection($"Data Source={_directory.File("p.db")};Pooling=False");
        other.Open();
        Run(other, "BEGIN IMMEDIATE");
        _release.SetResult();
        var refused = await Assert.ThrowsAsync<StorageFailedException>(() => host.Client.RaiseEventAsync(id, "Go"));
        Assert.Equal(5, refused.Code);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);

        Run(other, "ROLLBACK");
        Assert.Equal(1, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
        StoredHistory.AssertConsistent(await StoredHistory.OfAsync(host.Database, id));
    }

    [Fact]
    public async Task A_decision_waits_for_room_on_a_full_disk()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await _working.Task.WithinLimitAsync();
        await host.Database.WriteAsync(s => s.Scalar($"PRAGMA max_page_count = {s.Scalar("PRAGMA page_count")}"), default);
        await Assert.ThrowsAsync<StorageFullException>(() => host.Client.RaiseEventAsync(id, "Go", new string('x', 100_000)));
        _release.SetResult();

        await host.Database.WriteAsync(s => s.Scalar("PRAGMA max_page_count = 1000000"), default);
        Assert.Equal(1, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
    }

    private Task<LocalDurableHost> StartAsync() => LocalDurableHost.StartAsync(
        new TestFunctions()
            .ActivityAsync<int, int>("Wait", async n =>
            {
                _working.TrySetResult();
                await _release.Task;
                return n;
            })
            .Orchestrator("Work", context => context.CallActivityAsync<int>("Wait", 1)),
        new DurableEngineOptions { RetryAfterFailure = TimeSpan.FromMilliseconds(5) },
        path: _directory.File("p.db"),
        busyTimeout: TimeSpan.FromMilliseconds(20));

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
