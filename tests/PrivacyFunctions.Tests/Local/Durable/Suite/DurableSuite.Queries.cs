using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task A_query_pages_through_all_that_match()
    {
        await using var host = await StartAsync(Listening().Orchestrator("One", _ => Task.FromResult(1)));
        var ids = Enumerable.Range(0, 25).Select(i => $"page-{i:00}").ToList();
        foreach (var id in ids) await host.Client.ScheduleNewOrchestrationInstanceAsync("One", new StartOrchestrationOptions(id));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("One", new StartOrchestrationOptions("other"));
        await Task.WhenAll(ids.Select(id => EndAsync(host, id)));

        var pages = new List<int>();
        var found = new List<string>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "page-", PageSize: 10)).AsPages())
        {
            pages.Add(page.Values.Count);
            found.AddRange(page.Values.Select(instance => instance.InstanceId));
        }

        Assert.Equal(ids, found.Order(StringComparer.Ordinal));
        Assert.All(pages, count => Assert.InRange(count, 0, 10));
    }

    [Fact]
    public async Task A_query_filters_by_status_and_by_time()
    {
        await using var host = await StartAsync(Listening().Orchestrator("One", _ => Task.FromResult(1)));
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var waiting = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await UntilStatusAsync(host, waiting, "listening");
        var ended = await RunAsync(host, "One");
        var stopped = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await host.Client.TerminateInstanceAsync(stopped);
        await host.Client.WaitForInstanceCompletionAsync(stopped);

        Assert.Equal([stopped], await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated])));
        Assert.Equal([ended.InstanceId], await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed])));
        Assert.Equal([waiting], await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(3, (await IdsAsync(host, new OrchestrationQuery(CreatedFrom: before))).Count);
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery(CreatedTo: before)));
    }

    [Fact]
    public async Task A_query_gives_payloads_when_asked_for()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator<int, int>("Echo", (_, n) => Task.FromResult(n)));
        await RunAsync(host, "Echo", 3);
        await foreach (var instance in host.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
            Assert.Equal((3, 3), (instance.ReadInputAs<int>(), instance.ReadOutputAs<int>()));
        await foreach (var instance in host.Client.GetAllInstancesAsync(new OrchestrationQuery()))
            Assert.Null(instance.SerializedInput);
    }

    [Fact]
    public async Task Purging_removes_an_ended_instance_and_nothing_else()
    {
        await using var host = await StartAsync(Listening().Orchestrator("One", _ => Task.FromResult(1)));
        var ended = await RunAsync(host, "One");
        var waiting = await host.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await UntilStatusAsync(host, waiting, "listening");

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(ended.InstanceId)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(ended.InstanceId)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(waiting)).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync(ended.InstanceId));
        Assert.NotNull(await host.Client.GetInstanceAsync(waiting));
    }

    [Fact]
    public async Task Purging_by_filter_removes_what_matches()
    {
        await using var host = await StartAsync(Listening()
            .Orchestrator("One", _ => Task.FromResult(1))
            .Orchestrator<int>("Broken", _ => throw new InvalidOperationException()));
        for (var i = 0; i < 3; i++) await RunAsync(host, "One");
        await RunAsync(host, "Broken");
        var from = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var to = from.AddMinutes(2);

        var completed = new PurgeInstancesFilter(from, to, [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(3, (await host.Client.PurgeAllInstancesAsync(completed)).PurgedInstanceCount);
        Assert.Equal(1, (await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from, to))).PurgedInstanceCount);
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery()));
    }

    private static async Task<List<string>> IdsAsync(IDurableHost host, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in host.Client.GetAllInstancesAsync(query)) ids.Add(instance.InstanceId);
        return ids;
    }
}
