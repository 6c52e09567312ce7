using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task A_sub_orchestration_gives_its_result_to_its_parent_and_knows_it()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator<int, string>("Child", (context, n) =>
                Task.FromResult($"{n} {context.Parent!.Name} {context.Parent.InstanceId} {context.InstanceId}"))
            .Orchestrator<string, string>("Parent", (context, child) =>
                context.CallSubOrchestratorAsync<string>("Child", 7, new SubOrchestrationOptions(instanceId: child))));
        var child = NewId();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", child);
        Assert.Equal($"7 Parent {id} {child}", (await EndAsync(host, id)).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.GetInstanceAsync(child))!.RuntimeStatus);
    }

    [Fact]
    public async Task Sub_orchestrations_without_an_id_get_different_ones()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Parent", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => context.CallSubOrchestratorAsync<string>("Child")))).Distinct().Count()));
        Assert.Equal(20, await ResultAsync<int>(host, "Parent"));
    }

    [Fact]
    public async Task A_top_level_orchestration_has_no_parent()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Top", context => Task.FromResult(context.Parent is null)));
        Assert.True(await ResultAsync<bool>(host, "Top"));
    }

    [Fact]
    public async Task A_failed_sub_orchestration_throws_in_its_parent()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator<int>("Child", _ => throw new InvalidOperationException("E2"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return (await context.CallSubOrchestratorAsync<int>("Child")).ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
                catch (TaskFailedException failure)
                {
                    return $"{failure.TaskName}|{failure.FailureDetails.ErrorMessage}";
                }
            }));
        Assert.Equal("Child|E2", await ResultAsync<string>(host, "Parent"));
    }

    [Fact]
    public async Task A_sub_orchestration_nobody_awaits_lives_on_after_its_parent()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("Go"))
            .Orchestrator<string, string>("Parent", (context, child) =>
            {
                _ = context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: child));
                return Task.FromResult("gone");
            }));
        var child = NewId();
        Assert.Equal("gone", await ResultAsync<string>(host, "Parent", child));
        await host.Client.WaitForInstanceStartAsync(child, Limit());
        await host.Client.RaiseEventAsync(child, "Go", "on");
        Assert.Equal("on", (await EndAsync(host, child)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrations_nest()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<int, int>("Increment", n => n + 1)
            .Orchestrator<int, int>("Nest", async (context, depth) => depth == 0
                ? await context.CallActivityAsync<int>("Increment", 0)
                : 1 + await context.CallSubOrchestratorAsync<int>("Nest", depth - 1)));
        Assert.Equal(6, await ResultAsync<int>(host, "Nest", 5));
    }
}
