using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Execution;

public sealed class NonDeterminismTests
{
    private delegate Task<int> Code(TaskOrchestrationContext context);

    [Fact]
    public Task Another_activity_is_named_with_its_step() => DetectsAsync(
        "At step 0 the history has activity 'X', the orchestrator's code activity 'Y'.",
        async context => await context.CallActivityAsync<int>("Y", 1) + await Go(context));

    [Fact]
    public Task A_missing_call_is_named() => DetectsAsync(
        "At step 0 the history has activity 'X', the orchestrator's code nothing.", Go);

    [Fact]
    public Task An_additional_call_is_named() => DetectsAsync(
        "At step 1 the history has nothing, the orchestrator's code activity 'Y'.",
        async context =>
        {
            await Task.WhenAll(context.CallActivityAsync<int>("X", 1), context.CallActivityAsync<int>("Y", 1));
            return await Go(context);
        });

    [Fact]
    public Task Another_kind_of_task_is_named() => DetectsAsync(
        "At step 0 the history has activity 'X', the orchestrator's code timer.",
        async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return await Go(context);
        });

    [Fact]
    public Task Code_that_ends_earlier_is_named() => DetectsAsync(
        "The orchestrator's code has ended where its history has not.",
        context => context.CallActivityAsync<int>("X", 1));

    [Fact]
    public async Task Changed_payloads_and_added_statuses_are_no_contradiction()
    {
        Code code = First;
        await using var host = await StartAsync(context => code(context));
        var id = await WaitingAsync(host);
        code = async context =>
        {
            await context.CallActivityAsync<int>("X", 99);
            context.SetCustomStatus("new");
            return await Go(context);
        };
        await host.Client.RaiseEventAsync(id, "Go", 4);
        Assert.Equal(4, (await host.Client.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_damaged_history_stops_its_instance_and_stays_as_it_is()
    {
        await using var host = await StartAsync(First);
        var id = await WaitingAsync(host);
        await host.Database.WriteAsync(s => s.Execute("UPDATE durable_history SET episode = x'0909' WHERE position & 1"), default);
        var before = await StoredHistory.BytesAsync(host.Database, id);
        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync("Other");

        await host.Client.RaiseEventAsync(id, "Go", 4);
        var ended = await host.Client.EndAsync(id);

        Assert.Equal(typeof(InvalidDataException).FullName, ended.FailureDetails?.ErrorType);
        Assert.Equal(before, (await StoredHistory.BytesAsync(host.Database, id)).Take(before.Count));
        await host.Client.RaiseEventAsync(other, "Go", 8);
        Assert.Equal(8, (await host.Client.EndAsync(other)).ReadOutputAs<int>());
    }

    private static async Task DetectsAsync(string named, Code changed)
    {
        Code code = First;
        await using var host = await StartAsync(context => code(context));
        var id = await WaitingAsync(host);
        var before = await StoredHistory.BytesAsync(host.Database, id);
        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync("Other");

        code = changed;
        await host.Client.RaiseEventAsync(id, "Go", 4);
        var ended = await host.Client.EndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, ended.FailureDetails!.ErrorType);
        Assert.StartsWith(named, ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(before, (await StoredHistory.BytesAsync(host.Database, id)).Take(before.Count));
        await host.Client.RaiseEventAsync(other, "Go", 8);
        Assert.Equal(8, (await host.Client.EndAsync(other)).ReadOutputAs<int>());
    }

    private static async Task<int> First(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<int>("X", 1);
        return await Go(context);
    }

    private static async Task<int> Go(TaskOrchestrationContext context)
    {
        context.SetCustomStatus("waiting");
        return await context.WaitForExternalEvent<int>("Go");
    }

    private static Task<LocalDurableHost> StartAsync(Code code) => LocalDurableHost.StartAsync(
        new TestFunctions()
            .Activity<int, int>("X", n => n)
            .Activity<int, int>("Y", n => n)
            .Orchestrator("Changing", context => code(context))
            .Orchestrator("Other", context => Go(context)),
        new DurableEngineOptions { KeepInMemory = TimeSpan.Zero });

    private static async Task<string> WaitingAsync(LocalDurableHost host)
    {
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Changing");
        await host.Client.UntilStatusAsync(id, "waiting");
        return id;
    }
}
