using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Activities;

public sealed class ActivityLeaseTests : IDisposable
{
    private readonly TemporaryFolder _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<TaskCompletionSource<string>> _deliveries = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_lease_is_renewed_as_long_as_the_activity_runs()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        var delivery = await DeliveredAsync(1);
        for (var i = 0; i < 30; i++)
        {
            var expires = await ExpiryAsync(host);
            _time.Advance(TimeSpan.FromSeconds(20));
            await Waiting.UntilAsync(async () => await ExpiryAsync(host) > expires);
        }

        delivery.SetResult("first");
        Assert.Equal("first", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
        Assert.Single(_deliveries);
    }

    [Fact]
    public async Task A_lease_that_expired_is_delivered_again_and_the_late_one_is_refused()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        var zombie = await DeliveredAsync(1);
        await ExpireAsync(host);
        _time.Advance(TimeSpan.FromSeconds(20));
        var second = await DeliveredAsync(2);

        zombie.SetResult("zombie");
        await Waiting.UntilAsync(() => host.Engine.Core.Dispatcher.Held == 1);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        second.SetResult("second");

        Assert.Equal("second", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
        StoredHistory.AssertConsistent(await StoredHistory.OfAsync(host.Database, id));
    }

    [Fact]
    public async Task Another_engine_on_the_file_takes_everything_over_and_the_first_is_refused()
    {
        var first = await StartAsync();
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        var zombie = await DeliveredAsync(1);

        await using var second = await StartAsync();
        var delivery = await DeliveredAsync(2);
        zombie.SetResult("zombie");
        await Waiting.UntilAsync(() => !first.Engine.Core.IsRunning);
        await Assert.ThrowsAsync<EngineSupersededException>(() => first.Client.ScheduleNewOrchestrationInstanceAsync("Work"));
        await Assert.ThrowsAsync<EngineSupersededException>(() => first.Client.RaiseEventAsync(id, "Go"));
        delivery.SetResult("taken over");

        Assert.Equal("taken over", (await second.Client.EndAsync(id)).ReadOutputAs<string>());
        StoredHistory.AssertConsistent(await StoredHistory.OfAsync(second.Database, id));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_delivery_that_was_stored_just_now_is_not_taken_for_a_lost_one()
    {
        const int Instances = 200;
        var delivered = 0;
        var functions = new TestFunctions()
            .Orchestrator("Two", async context =>
            {
                await context.CallActivityAsync("Step");
                await context.CallActivityAsync("Step");
                return "done";
            })
            .Activity<object?, int>("Step", _ => Interlocked.Increment(ref delivered));
        var search = new AfterEveryCommit();
        await using var host = await LocalDurableHost.StartAsync(functions, faults: search);
        search.Do = host.Engine.Core.Recovery.Request;

        await Parallel.ForAsync(0, Instances, async (_, _) => await host.Client.EndAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Two")));

        Assert.Equal(2 * Instances, delivered);
    }

    [Fact]
    public async Task Stopping_waits_for_running_activities_and_stores_their_results()
    {
        string id;
        var host = await StartAsync();
        await using (host)
        {
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
            var delivery = await DeliveredAsync(1);
            var stopping = host.Engine.StopAsync(default);
            Assert.False(stopping.IsCompleted);
            delivery.SetResult("in time");
            await stopping.WithinLimitAsync();
            Assert.Equal("in time", (await host.Client.EndAsync(id)).ReadOutputAs<string>());
        }
    }

    [Fact]
    public async Task Stopping_gives_up_at_its_limit_and_the_next_start_delivers_again()
    {
        string id;
        await using (var host = await StartAsync())
        {
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
            await DeliveredAsync(1);
            var stopping = host.Engine.StopAsync(default);
            await Waiting.UntilAsync(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return stopping.IsCompleted;
            });
            Assert.Equal(0, await host.Database.ReadAsync(s => s.Scalar("SELECT owner FROM durable_activities"), default));
        }

        await using var again = await StartAsync();
        (await DeliveredAsync(2)).SetResult("again");
        Assert.Equal("again", (await again.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_stopping_engine_begins_no_new_activity()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Twice");
        var delivery = await DeliveredAsync(1);
        var stopping = host.Engine.StopAsync(default);
        delivery.SetResult("one");
        await stopping.WithinLimitAsync();
        Assert.Single(_deliveries);

        await using var again = await StartAsync();
        (await DeliveredAsync(2)).SetResult("two");
        Assert.Equal("onetwo", (await again.Client.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_set()
    {
        await using var host = await StartAsync(new DurableEngineOptions { ConcurrentActivities = 3 });
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", 10);
        for (var begun = 3; begun <= 10; begun++)
        {
            var delivery = await DeliveredAsync(begun);
            Assert.Equal(begun, _deliveries.Count);
            _deliveries.First(d => !d.Task.IsCompleted).SetResult("x");
            _ = delivery;
        }

        foreach (var delivery in _deliveries) delivery.TrySetResult("x");
        Assert.Equal(10, (await host.Client.EndAsync(id)).ReadOutputAs<string>()!.Length);
    }

    [Fact]
    public async Task Nothing_is_renewed_while_no_activity_runs()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        (await DeliveredAsync(1)).SetResult("done");
        await host.Client.EndAsync(id);
        await Waiting.UntilAsync(() => host.Engine.Core.Dispatcher.Held == 0);
        var units = host.Database.Counts.Units;
        for (var i = 0; i < 100; i++) _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(units, host.Database.Counts.Units);
    }

    private Task<LocalDurableHost> StartAsync(DurableEngineOptions? options = null) => LocalDurableHost.StartAsync(
        new TestFunctions()
            .ActivityAsync<string, string>("Held", _ =>
            {
                var delivery = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                _deliveries.Enqueue(delivery);
                return delivery.Task;
            })
            .Orchestrator("Work", context => context.CallActivityAsync<string>("Held", "x"))
            .Orchestrator("Twice", async context =>
                await context.CallActivityAsync<string>("Held", "x") + await context.CallActivityAsync<string>("Held", "x"))
            .Orchestrator<int, string>("FanOut", async (context, n) => string.Concat(
                await Task.WhenAll(Enumerable.Range(0, n).Select(_ => context.CallActivityAsync<string>("Held", "x"))))),
        options,
        _time,
        _directory.File("p.db"));

    private async Task<TaskCompletionSource<string>> DeliveredAsync(int count)
    {
        await Waiting.UntilAsync(() => _deliveries.Count >= count);
        return _deliveries.ElementAt(count - 1);
    }

    private static Task<long?> ExpiryAsync(LocalDurableHost host) =>
        host.Database.ReadAsync(s => s.Scalar("SELECT expires_at FROM durable_activities"), default);

    // As after a pause of the whole machine.
    private static Task<int> ExpireAsync(LocalDurableHost host) =>
        host.Database.WriteAsync(s => s.Execute("UPDATE durable_activities SET expires_at = 1"), default);

    private sealed class AfterEveryCommit : IStorageFaults
    {
        public Action? Do { get; set; }

        public void At(StoragePoint point)
        {
            if (point == StoragePoint.Committed) Do?.Invoke();
        }
    }
}
