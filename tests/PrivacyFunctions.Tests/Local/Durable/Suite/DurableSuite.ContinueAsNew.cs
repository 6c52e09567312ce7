using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task Continuing_as_new_begins_again_with_the_new_input()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<int, int>("Increment", n => n + 1)
            .Orchestrator<int, int>("Loop", async (context, n) =>
            {
                n = await context.CallActivityAsync<int>("Increment", n);
                if (n < 5) context.ContinueAsNew(n);
                return n;
            }));
        var ended = await RunAsync(host, "Loop", 0);
        Assert.Equal(5, ended.ReadOutputAs<int>());
        Assert.Equal(4, ended.ReadInputAs<int>());
    }

    [Fact]
    public async Task Continuing_as_new_keeps_events_that_were_not_used()
    {
        await using var host = await StartAsync(Collecting(preserve: true));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Collect", "");
        await UntilStatusAsync(host, id, "waiting");
        foreach (var item in (string[])["a", "b", "c"]) await host.Client.RaiseEventAsync(id, "Item", item);
        await host.Client.RaiseEventAsync(id, "Begin", "");
        Assert.Equal("abc", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Continuing_as_new_can_drop_events_that_were_not_used()
    {
        await using var host = await StartAsync(Collecting(preserve: false));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Collect", "");
        await UntilStatusAsync(host, id, "waiting");
        await host.Client.RaiseEventAsync(id, "Item", "a");
        await host.Client.RaiseEventAsync(id, "Item", "b");
        await host.Client.RaiseEventAsync(id, "Begin", "");
        await UntilStatusAsync(host, id, "a");
        await host.Client.RaiseEventAsync(id, "Item", "c");
        await UntilStatusAsync(host, id, "ac");
        await host.Client.RaiseEventAsync(id, "Item", "d");
        Assert.Equal("acd", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_that_continues_as_new_answers_its_parent_at_the_end()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator<int, int>("Child", async (context, n) =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                if (n < 3) context.ContinueAsNew(n + 1);
                return n;
            })
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", 0)));
        Assert.Equal(3, await ResultAsync<int>(host, "Parent"));
    }

    [Fact]
    public async Task What_an_earlier_execution_left_running_does_not_disturb_the_next()
    {
        var release = new TaskCompletionSource();
        await using var host = await StartAsync(new TestFunctions()
            .ActivityAsync<int, int>("Slow", async n =>
            {
                if (n == 0) await release.Task;
                return n;
            })
            .Orchestrator<int, int>("Leave", async (context, n) =>
            {
                var slow = context.CallActivityAsync<int>("Slow", n);
                if (n > 0)
                {
                    context.SetCustomStatus("second");
                    await context.WaitForExternalEvent<string>("Go");
                    return await slow;
                }

                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                context.ContinueAsNew(1);
                return 0;
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Leave", 0);
        await UntilStatusAsync(host, id, "second");
        release.SetResult();
        await host.Client.RaiseEventAsync(id, "Go", "");
        Assert.Equal(1, (await EndAsync(host, id)).ReadOutputAs<int>());
    }

    private static TestFunctions Collecting(bool preserve) => new TestFunctions()
        .Orchestrator<string, string>("Collect", async (context, sofar) =>
        {
            context.SetCustomStatus(sofar.Length == 0 ? "waiting" : sofar);
            if (sofar.Length == 0) await context.WaitForExternalEvent<string>("Begin");
            sofar += await context.WaitForExternalEvent<string>("Item");
            if (sofar.Length < 3) context.ContinueAsNew(sofar, preserve);
            return sofar;
        });
}
