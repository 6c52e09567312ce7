using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

/// <summary>What is documented and what the Functions host does, but Microsoft's in-process test host does not.</summary>
public abstract class DocumentedSuite : DurableSuite
{
    [Fact]
    public async Task A_scheduled_start_waits_and_is_pending_until_then()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator<DateTimeOffset, bool>(
            "Later", (context, due) => Task.FromResult(context.CurrentUtcDateTime >= due.UtcDateTime)));
        var due = TimeProvider.System.GetUtcNow() + (Soon * 25);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Later", due, new StartOrchestrationOptions(null, due));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.True((await EndAsync(host, id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task An_event_that_comes_before_a_scheduled_start_waits_for_it()
    {
        await using var host = await StartAsync(Listening());
        var options = new StartOrchestrationOptions(null, TimeProvider.System.GetUtcNow() + (Soon * 5));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await host.Client.RaiseEventAsync(id, "Go", "early");
        Assert.Equal("early", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_that_was_cancelled_does_not_swallow_the_event()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("GiveUp", async context =>
            {
                using var cancellation = new CancellationTokenSource();
                var given = context.WaitForExternalEvent<int>("Item", cancellation.Token);
                cancellation.Cancel();
                context.SetCustomStatus(given.IsCanceled ? "given up" : "waiting");
                await context.WaitForExternalEvent<int>("Begin");
                return await context.WaitForExternalEvent<int>("Item");
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("GiveUp");
        await UntilStatusAsync(host, id, "given up");
        await host.Client.RaiseEventAsync(id, "Item", 5);
        await host.Client.RaiseEventAsync(id, "Begin", 0);
        Assert.Equal(5, (await EndAsync(host, id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_scheduled_instance_can_be_terminated_before_it_begins()
    {
        await using var host = await StartAsync(Listening());
        var options = new StartOrchestrationOptions(null, TimeProvider.System.GetUtcNow().AddDays(1));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await host.Client.TerminateInstanceAsync(id, "never mind");
        Assert.Equal("never mind", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_scheduled_instance_that_is_suspended_begins_only_when_resumed()
    {
        await using var host = await StartAsync(Listening());
        var options = new StartOrchestrationOptions(null, TimeProvider.System.GetUtcNow() + Soon);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await host.Client.SuspendInstanceAsync(id);
        await UntilAsync(host, id, OrchestrationRuntimeStatus.Suspended);
        await host.Client.RaiseEventAsync(id, "Go", "held");
        await host.Client.ResumeInstanceAsync(id);
        Assert.Equal("held", (await EndAsync(host, id)).ReadOutputAs<string>());
    }
}
