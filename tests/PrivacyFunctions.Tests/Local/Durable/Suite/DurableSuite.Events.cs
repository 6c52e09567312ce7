using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    private protected static TestFunctions Listening() => new TestFunctions()
        .Orchestrator("Listen", async context =>
        {
            context.SetCustomStatus("listening");
            return await context.WaitForExternalEvent<string>("Go");
        });

    [Fact]
    public async Task An_event_wakes_who_waits_for_it()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await UntilStatusAsync(host, id, "listening");
        await host.Client.RaiseEventAsync(id, "Go", "now");
        Assert.Equal("now", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_names_are_compared_without_case()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await host.Client.RaiseEventAsync(id, "gO", "now");
        Assert.Equal("now", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_come_early_wait_in_order()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Late", async context =>
            {
                context.SetCustomStatus("busy");
                await context.WaitForExternalEvent<string>("Begin");
                var all = "";
                for (var i = 0; i < 3; i++) all += await context.WaitForExternalEvent<int>("Item");
                return all;
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Late");
        await UntilStatusAsync(host, id, "busy");
        foreach (var item in (int[])[1, 2, 3]) await host.Client.RaiseEventAsync(id, "Item", item);
        await host.Client.RaiseEventAsync(id, "Begin", "x");
        Assert.Equal("123", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Each_event_completes_one_wait()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Two", async context =>
            {
                var first = context.WaitForExternalEvent<int>("Item");
                var second = context.WaitForExternalEvent<int>("Item");
                context.SetCustomStatus("waiting");
                var results = await Task.WhenAll(first, second);
                return results.Order().Sum(n => n);
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Two");
        await UntilStatusAsync(host, id, "waiting");
        await host.Client.RaiseEventAsync(id, "Item", 1);
        await host.Client.RaiseEventAsync(id, "Item", 2);
        Assert.Equal(3, (await EndAsync(host, id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_wait_with_a_limit_ends_as_cancelled()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Limited", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("Never", Soon);
                }
                catch (TaskCanceledException)
                {
                    return "timed out";
                }
            }));
        Assert.Equal("timed out", await ResultAsync<string>(host, "Limited"));
    }

    [Fact]
    public async Task A_wait_with_a_limit_gives_the_event_that_comes_in_time()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Limited", context => context.WaitForExternalEvent<string>("Go", TimeSpan.FromHours(1))));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Limited");
        await host.Client.RaiseEventAsync(id, "Go", "in time");
        Assert.Equal("in time", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_without_payload_gives_the_default()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await host.Client.RaiseEventAsync(id, "Go");
        Assert.Null((await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_for_an_instance_that_does_not_exist_is_dropped()
    {
        await using var host = await StartAsync(Listening());
        var id = NewId();
        await host.Client.RaiseEventAsync(id, "Other", "early");
        Assert.Null(await host.Client.GetInstanceAsync(id));
    }

    [Fact]
    public async Task One_orchestration_sends_an_event_to_another()
    {
        await using var host = await StartAsync(Listening()
            .Orchestrator<string, bool>("Send", (context, target) =>
            {
                context.SendEvent(target, "Go", "from another");
                return Task.FromResult(true);
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await ResultAsync<bool>(host, "Send", id);
        Assert.Equal("from another", (await EndAsync(host, id)).ReadOutputAs<string>());
    }
}
