using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Tests.Local.Durable.Suite;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Durable.Crashes;

/// <summary>
/// A store that fails at the k-th write or commit, for every k that one orchestration passes: once so that nothing works from there on
/// (the process died) and a new engine takes over, once so that only this one operation fails and the same engine goes on.
/// </summary>
public sealed class EveryWriteTests : IDisposable
{
    private const string Id = "crashing";

    private readonly TemporaryFolder _directory = TemporaryFolder.InMemory();

    public static TheoryData<int> Settings { get; } = new(30, 0);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Settings))]
    public Task A_crash_at_any_write_loses_nothing_and_repeats_no_result(int keptSeconds) =>
        ForEveryPointAsync(keptSeconds, async (path, faults, options) =>
        {
            await CrashAsync(path, faults, options);
            await using var again = await LocalDurableHost.StartAsync(CrashScenario.Functions(), options, path: path);
            await DriveAsync(again.Client);
            await AssertFinishedAsync(again, faults);
        });

    [Theory]
    [MemberData(nameof(Settings))]
    public Task A_failure_of_any_single_write_is_overcome(int keptSeconds) =>
        ForEveryPointAsync(keptSeconds, async (path, faults, options) =>
        {
            await using var host = await StartAsync(path, faults, options);
            await RetryAsync(() => DriveAsync(host.Client));
            await AssertFinishedAsync(host, faults);
        }, forGood: false);

    private async Task ForEveryPointAsync(
        int keptSeconds, Func<string, FailingPoints, DurableEngineOptions, Task> run, bool forGood = true)
    {
        var options = new DurableEngineOptions
        {
            KeepInMemory = TimeSpan.FromSeconds(keptSeconds),
            RetryAfterFailure = TimeSpan.FromMilliseconds(1),
            DrainLimit = TimeSpan.FromMilliseconds(1),
        };
        var reached = true;
        for (var k = 1; reached; k++)
        {
            var faults = new FailingPoints(k, forGood);
            await run(_directory.File($"{k}.db"), faults, options);
            reached = faults.HasFailed;
            Assert.True(reached || k > 50, $"Only {k} points were passed.");
        }
    }

    private static async Task CrashAsync(string path, FailingPoints faults, DurableEngineOptions options)
    {
        try
        {
            await using var host = await LocalDurableHost.StartAsync(CrashScenario.Functions(), options, path: path, faults: faults);
            await DriveAsync(host.Client);
            await Task.WhenAny(host.Client.EndAsync(Id), faults.Failed).WithinLimitAsync();
        }
        catch (IOException)
        {
            // The crash.
        }
    }

    private static async Task<LocalDurableHost> StartAsync(string path, FailingPoints faults, DurableEngineOptions options)
    {
        LocalDurableHost? host = null;
        await RetryAsync(async () => host = await LocalDurableHost.StartAsync(CrashScenario.Functions(), options, path: path, faults: faults));
        return host!;
    }

    private static async Task DriveAsync(DurableTaskClient client)
    {
        await CrashScenario.StartAsync(client, Id);
        await CrashScenario.SignalAsync(client, Id);
    }

    private static async Task RetryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (IOException)
        {
            await work();
        }
    }

    private static async Task AssertFinishedAsync(LocalDurableHost host, FailingPoints faults)
    {
        var ended = await host.Client.EndAsync(Id);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"After {faults.Passed} points: {ended}");
        Assert.Equal(CrashScenario.Expected, ended.ReadOutputAs<string>());
        await Waiting.UntilAsync(() => host.Engine.Core.Dispatcher.Held == 0);
        var left = await host.Database.ReadAsync(
            s => s.Scalar("SELECT (SELECT count(*) FROM durable_activities) + (SELECT count(*) FROM durable_inbox)"), default);
        Assert.Equal(0, left);
        await foreach (var instance in host.Client.GetAllInstancesAsync())
        {
            Assert.True(instance.IsCompleted, instance.ToString());
            StoredHistory.AssertConsistent(await StoredHistory.OfAsync(host.Database, instance.InstanceId));
        }
    }
}
