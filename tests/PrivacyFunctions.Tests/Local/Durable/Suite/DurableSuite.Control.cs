using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task Custom_status_is_seen_while_it_runs_and_after_it_ended()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await UntilStatusAsync(host, id, "listening");
        await host.Client.RaiseEventAsync(id, "Go", "x");
        Assert.Equal("listening", (await EndAsync(host, id)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task A_suspended_orchestration_takes_no_step_until_it_is_resumed()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await UntilStatusAsync(host, id, "listening");
        await host.Client.SuspendInstanceAsync(id, "because");
        await UntilAsync(host, id, OrchestrationRuntimeStatus.Suspended);
        await host.Client.RaiseEventAsync(id, "Go", "held");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await host.Client.ResumeInstanceAsync(id);
        Assert.Equal("held", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_terminated_orchestration_ends_with_the_given_output()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await UntilStatusAsync(host, id, "listening");
        await host.Client.TerminateInstanceAsync(id, "enough");
        var ended = await EndAsync(host, id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_suspended_orchestration_can_be_terminated()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await host.Client.SuspendInstanceAsync(id);
        await host.Client.TerminateInstanceAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndAsync(host, id)).RuntimeStatus);
    }

    [Fact]
    public async Task Terminating_without_recursion_leaves_the_children()
    {
        await using var host = await StartAsync(ParentAndListener());
        var (parent, child) = await StartFamilyAsync(host);
        await host.Client.TerminateInstanceAsync(parent);
        await EndAsync(host, parent);
        await host.Client.RaiseEventAsync(child, "Go", "on");
        Assert.Equal("on", (await EndAsync(host, child)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Ended_and_unknown_instances_take_control_messages_without_effect()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator("One", _ => Task.FromResult(1)));
        var ended = await RunAsync(host, "One");
        foreach (var id in (string[])[ended.InstanceId, NewId()])
        {
            await host.Client.TerminateInstanceAsync(id, "late");
            await host.Client.SuspendInstanceAsync(id);
            await host.Client.ResumeInstanceAsync(id);
            await host.Client.RaiseEventAsync(id, "Go");
        }

        var after = (await host.Client.GetInstanceAsync(ended.InstanceId, true))!;
        Assert.Equal(OrchestrationRuntimeStatus.Completed, after.RuntimeStatus);
        Assert.Equal(1, after.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_running_instance_is_not_started_twice()
    {
        await using var host = await StartAsync(Listening());
        var options = new StartOrchestrationOptions(NewId()) { DedupeStatuses = ["Pending", "Running", "Suspended"] };
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options);
        await Assert.ThrowsAnyAsync<Exception>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Listen", options));
        await host.Client.RaiseEventAsync(id, "Go", "once");
        Assert.Equal("once", (await EndAsync(host, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_ended_instance_may_be_started_anew_under_its_id()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator<int, int>("Echo", (_, n) => Task.FromResult(n)));
        var id = NewId();
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", 1, new StartOrchestrationOptions(id));
        Assert.Equal(1, (await EndAsync(host, id)).ReadOutputAs<int>());
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", 2, new StartOrchestrationOptions(id));
        var limit = Limit();
        while ((await host.Client.WaitForInstanceCompletionAsync(id, true, limit)).ReadOutputAs<int>() != 2) limit.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Statuses_named_for_deduplication_refuse_an_ended_instance_too()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator("One", _ => Task.FromResult(1)));
        var options = new StartOrchestrationOptions(NewId()) { DedupeStatuses = ["Completed"] };
        await EndAsync(host, await host.Client.ScheduleNewOrchestrationInstanceAsync("One", options));
        await Assert.ThrowsAnyAsync<Exception>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("One", options));
    }

    [Fact]
    public async Task A_finished_orchestration_restarts_with_its_input()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator<string, string>("Echo", (_, s) => Task.FromResult(s + "!")));
        var first = await RunAsync(host, "Echo", "again");
        var other = await host.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true);
        Assert.NotEqual(first.InstanceId, other);
        Assert.Equal("again!", (await EndAsync(host, other)).ReadOutputAs<string>());
        Assert.Equal(first.InstanceId, await host.Client.RestartAsync(first.InstanceId));
        Assert.Equal("again!", (await EndAsync(host, first.InstanceId)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restarting_what_does_not_exist_is_an_error()
    {
        await using var host = await StartAsync(Listening());
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync(NewId()));
    }

    [Fact]
    public async Task Tags_stay_with_the_instance()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator("One", _ => Task.FromResult(1)));
        var options = new StartOrchestrationOptions(NewId()) { Tags = new Dictionary<string, string> { ["right"] = "access" } };
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("One", options);
        Assert.Equal("access", (await EndAsync(host, id)).Tags["right"]);
    }

    [Fact]
    public async Task Metadata_holds_payloads_only_when_asked_for()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator<int, int>("Echo", (_, n) => Task.FromResult(n)));
        var ended = await RunAsync(host, "Echo", 3);
        var bare = (await host.Client.GetInstanceAsync(ended.InstanceId))!;
        Assert.Null(bare.SerializedInput);
        Assert.Null(bare.SerializedOutput);
        Assert.Equal(("Echo", 3, 3), (ended.Name, ended.ReadInputAs<int>(), ended.ReadOutputAs<int>()));
        Assert.True(ended.CreatedAt <= ended.LastUpdatedAt);
    }

    [Fact]
    public async Task An_instance_that_does_not_exist_is_null()
    {
        await using var host = await StartAsync(Listening());
        Assert.Null(await host.Client.GetInstanceAsync(NewId()));
    }

    [Fact]
    public async Task Waiting_for_completion_can_be_cancelled()
    {
        await using var host = await StartAsync(Listening());
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        using var cancellation = new CancellationTokenSource(Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.WaitForInstanceCompletionAsync(id, cancellation.Token));
    }

    [Fact]
    public async Task Entities_are_not_supported()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator("Entities", context => Task.FromResult(context.Entities is null)));
        Assert.Equal(typeof(NotSupportedException).FullName, (await RunAsync(host, "Entities")).FailureDetails!.ErrorType);
        Assert.Throws<NotSupportedException>(() => host.Client.Entities);
    }

    private static TestFunctions ParentAndListener() => Listening()
        .Orchestrator<string, string>("Parent", (context, child) =>
            context.CallSubOrchestratorAsync<string>("Listen", options: new SubOrchestrationOptions(instanceId: child)));

    private static async Task<(string Parent, string Child)> StartFamilyAsync(IDurableHost host)
    {
        var child = NewId();
        var parent = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", child);
        await host.Client.WaitForInstanceStartAsync(child, Limit());
        return (parent, child);
    }
}
