using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Client;

/// <summary>What reaches sub-orchestrations, and what hosts do differently: ours follows the documentation.</summary>
public sealed class FamilyTests
{
    [Fact]
    public async Task Terminating_recursively_ends_all_descendants()
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 2);
        await host.Client.TerminateInstanceAsync("root", new TerminateInstanceOptions("stop", Recursive: true));
        foreach (var id in (string[])["root", "root-2", "root-2-1"])
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.Client.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task A_terminated_child_fails_the_call_of_its_parent()
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 1);
        await host.Client.TerminateInstanceAsync("root-1", "stop");
        var ended = await host.Client.EndAsync("root");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("OrchestrationTerminated", ended.FailureDetails!.InnerFailure!.ErrorType);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task Purging_takes_descendants_along_when_told_to(bool recursive, int expected)
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 2);
        await host.Client.RaiseEventAsync("root-2-1", "Go");
        await host.Client.EndAsync("root");
        var purged = await host.Client.PurgeInstanceAsync("root", new PurgeInstanceOptions(recursive));
        Assert.Equal(expected, purged.PurgedInstanceCount);
        Assert.Equal(recursive, await host.Client.GetInstanceAsync("root-2-1") is null);
    }

    [Fact]
    public async Task Purging_leaves_nothing_in_any_table()
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 2);
        await host.Client.RaiseEventAsync("root-2-1", "Go");
        await host.Client.EndAsync("root");
        await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter());
        foreach (var table in (string[])["instances", "history", "inbox", "activities", "timers"])
            Assert.Equal(0, await host.Database.ReadAsync(s => s.Scalar($"SELECT count(*) FROM durable_{table}"), default));
    }

    [Fact]
    public async Task A_child_id_that_is_in_use_fails_the_call()
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 1);
        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync("Adopt", "root-1");
        var ended = await host.Client.EndAsync(other);
        Assert.Contains("already exists", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        await host.Client.RaiseEventAsync("root-1", "Go");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.EndAsync("root")).RuntimeStatus);
    }

    [Fact]
    public async Task Replacing_a_running_instance_lets_nothing_of_it_live_on()
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 0);
        var options = new StartOrchestrationOptions("root") { DedupeStatuses = [] };
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "new", options);
        var ended = await host.Client.EndAsync("root");
        Assert.Equal(("Echo", "new"), (ended.Name, ended.ReadOutputAs<string>()));
        StoredHistory.AssertConsistent(await StoredHistory.OfAsync(host.Database, "root"));
    }

    [Fact]
    public async Task A_running_id_is_refused_by_default_and_says_so()
    {
        await using var host = await StartAsync();
        await BeginAsync(host, "root", 0);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions("root")));
        Assert.Contains("root", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RestartAsync("root"));
    }

    [Fact]
    public async Task A_status_that_does_not_exist_is_refused()
    {
        await using var host = await StartAsync();
        var options = new StartOrchestrationOptions("root") { DedupeStatuses = ["Finished"] };
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", options));
    }

    [Fact]
    public async Task Ended_instances_are_listed_in_order_of_completion_page_by_page()
    {
        await using var host = await StartAsync();
        var ids = Enumerable.Range(0, 7).Select(i => $"e{6 - i}").ToList();
        foreach (var id in ids)
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions(id));
            await host.Client.EndAsync(id);
        }

        var listed = new List<string>();
        string? token = null;
        do
        {
            var page = await host.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 3, lastInstanceKey: token);
            listed.AddRange(page.Values);
            token = page.ContinuationToken;
        }
        while (token is not null);
        Assert.Equal(ids, listed);
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ListInstanceIdsAsync(lastInstanceKey: "nonsense"));
    }

    [Fact]
    public async Task A_prefix_is_taken_to_the_letter()
    {
        await using var host = await StartAsync();
        foreach (var id in (string[])["a%b", "a_b", "axb", "a%bc", "A%b"])
            await host.Client.EndAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions(id)));
        var found = new List<string>();
        await foreach (var instance in host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "a%b"))) found.Add(instance.InstanceId);
        Assert.Equal(["a%b", "a%bc"], found);
    }

    private static Task<LocalDurableHost> StartAsync() => LocalDurableHost.StartAsync(new TestFunctions()
        .Orchestrator<string, string>("Echo", (_, text) => Task.FromResult(text))
        .Orchestrator<string, string>("Adopt", (context, child) =>
            context.CallSubOrchestratorAsync<string>("Echo", "x", new SubOrchestrationOptions(instanceId: child)))
        .Orchestrator<int, string?>("Family", async (context, depth) =>
        {
            context.SetCustomStatus("here");
            if (depth == 0) return await context.WaitForExternalEvent<string>("Go");
            var child = new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{depth}");
            return await context.CallSubOrchestratorAsync<string>("Family", depth - 1, child);
        }));

    private static async Task BeginAsync(LocalDurableHost host, string id, int depth)
    {
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Family", depth, new StartOrchestrationOptions(id));
        for (; depth > 0; depth--) id += $"-{depth}";
        await host.Client.UntilStatusAsync(id, "here");
    }
}
