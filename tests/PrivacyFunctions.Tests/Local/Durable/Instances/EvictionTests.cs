using Microsoft.DurableTask;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Instances;

public sealed class EvictionTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _release = new();
    private int _starts;

    [Fact]
    public async Task One_that_waits_stays_for_the_time_set_and_is_replayed_afterwards()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        var id = await BeginAsync(host, "Wait");
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, host.Engine.Core.Instances.Count);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, host.Engine.Core.Instances.Count);

        await host.Client.RaiseEventAsync(id, "Go", 7);
        Assert.Equal(7, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
        Assert.Equal(2, _starts);
    }

    [Fact]
    public async Task One_in_memory_is_not_replayed()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        var id = await BeginAsync(host, "Wait");
        await host.Client.RaiseEventAsync(id, "Go", 7);
        await host.Client.EndAsync(id);
        Assert.Equal(1, _starts);
    }

    [Fact]
    public async Task One_whose_activity_runs_stays_as_long_as_that_takes()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        var id = await BeginAsync(host, "Work");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, host.Engine.Core.Instances.Count);
        Assert.Equal(1, _starts);
        _release.SetResult();
        Assert.Equal(7, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Zero_keeps_nothing()
    {
        await using var host = await StartAsync(TimeSpan.Zero);
        var id = await BeginAsync(host, "Wait");
        await Waiting.UntilAsync(() => host.Engine.Core.Instances.Count == 0);
        await host.Client.RaiseEventAsync(id, "Go", 7);
        Assert.Equal(7, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
        Assert.Equal(2, _starts);
    }

    [Fact]
    public async Task One_that_ended_leaves_at_once()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        var id = await BeginAsync(host, "Wait");
        await host.Client.RaiseEventAsync(id, "Go", 7);
        await host.Client.EndAsync(id);
        await Waiting.UntilAsync(() => host.Engine.Core.Instances.Count == 0);
    }

    [Fact]
    public async Task A_thousand_steps_after_an_eviction_are_replayed_right()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(30));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Count", 1000);
        await host.Client.UntilStatusAsync(id, "begun");
        await host.Engine.Core.Instances.Busy.WhenIdleAsync();
        _time.Advance(TimeSpan.FromMinutes(2));
        await Waiting.UntilAsync(() => host.Engine.Core.Instances.Count == 0);
        await host.Client.RaiseEventAsync(id, "Go", 1);
        Assert.Equal(1001, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
        StoredHistory.AssertConsistent(await StoredHistory.OfAsync(host.Database, id));
    }

    private Task<LocalDurableHost> StartAsync(TimeSpan keep) => LocalDurableHost.StartAsync(
        new TestFunctions()
            .ActivityAsync<int, int>("Slow", async n =>
            {
                await _release.Task;
                return n;
            })
            .Activity<int, int>("Increment", n => n + 1)
            .Orchestrator("Wait", context =>
            {
                Interlocked.Increment(ref _starts);
                context.SetCustomStatus("begun");
                return context.WaitForExternalEvent<int>("Go");
            })
            .Orchestrator("Work", context =>
            {
                Interlocked.Increment(ref _starts);
                context.SetCustomStatus("begun");
                return context.CallActivityAsync<int>("Slow", 7);
            })
            .Orchestrator<int, int>("Count", async (context, steps) =>
            {
                var n = 0;
                for (var i = 0; i < steps; i++) n = await context.CallActivityAsync<int>("Increment", n);
                context.SetCustomStatus("begun");
                return n + await context.WaitForExternalEvent<int>("Go");
            }),
        new DurableEngineOptions { KeepInMemory = keep },
        _time);

    private static async Task<string> BeginAsync(LocalDurableHost host, string name)
    {
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(name);
        await host.Client.UntilStatusAsync(id, "begun");
        await host.Engine.Core.Instances.Busy.WhenIdleAsync();
        return id;
    }
}
