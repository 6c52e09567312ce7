using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Execution;

public sealed class ForeignAwaitTests
{
    public static TheoryData<string> Settings { get; } = new("00:00:30", "00:00:00");

    [Theory]
    [MemberData(nameof(Settings))]
    public Task Awaiting_a_delay_fails_the_instance_by_name(string keep) => FailsAsync(keep, async _ =>
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        return 1;
    });

    [Theory]
    [MemberData(nameof(Settings))]
    public Task A_delay_beside_an_open_task_of_the_context_is_seen_too(string keep) => FailsAsync(keep, async context =>
    {
        var open = context.WaitForExternalEvent<int>("Never");
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        return await open;
    });

    [Theory]
    [MemberData(nameof(Settings))]
    public Task A_delay_after_an_activity_is_seen_too(string keep) => FailsAsync(keep, async context =>
    {
        await context.CallActivityAsync<int>("Echo", 1);
        var open = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        await open;
        return 1;
    });

    [Theory]
    [MemberData(nameof(Settings))]
    public Task Using_the_context_from_another_thread_is_refused(string keep) => FailsAsync(keep, async context =>
    {
        var open = context.WaitForExternalEvent<int>("Never");
        await Task.Run(() => context.CallActivityAsync<int>("Echo", 1)).ConfigureAwait(false);
        return await open;
    });

    [Theory]
    [MemberData(nameof(Settings))]
    public Task Leaving_the_thread_without_context_is_seen_at_the_next_call(string keep) => FailsAsync(keep, async context =>
    {
        var open = context.WaitForExternalEvent<int>("Never");
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System).ConfigureAwait(false);
        await context.CallActivityAsync<int>("Echo", 1);
        return await open;
    });

    [Theory]
    [MemberData(nameof(Settings))]
    public Task A_continuation_on_the_thread_pool_is_seen_too(string keep) => FailsAsync(keep, async context =>
    {
        var open = context.WaitForExternalEvent<int>("Never");
        await context.CallActivityAsync<int>("Echo", 1).ContinueWith(call => call.Result, TaskScheduler.Default);
        return await open;
    });

    [Fact]
    public async Task What_completes_on_its_own_thread_may_be_awaited()
    {
        await using var host = await LocalDurableHost.StartAsync(Functions(async context =>
        {
            await Task.Yield();
            await Task.CompletedTask;
            var calls = Enumerable.Range(1, 3).Select(n => context.CallActivityAsync<int>("Echo", n)).ToList();
            var doubled = calls[0].ContinueWith(call => call.Result * 2, TaskContinuationOptions.ExecuteSynchronously);
            await Task.WhenAll(calls);
            await foreach (var call in Task.WhenEach(calls)) Assert.True(call.IsCompletedSuccessfully);
            return await doubled + await calls[2];
        }));
        var ended = await host.Client.EndAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Orchestrator"));
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.ToString());
        Assert.Equal(5, ended.ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_exception_outside_the_orchestrators_own_task_fails_the_instance()
    {
        await using var host = await LocalDurableHost.StartAsync(Functions(async context =>
        {
            Forget();
            await context.CallActivityAsync<int>("Echo", 1);
            return 1;

            async void Forget()
            {
                await context.CallActivityAsync<int>("Echo", 2);
                throw new InvalidOperationException("lost");
            }
        }));
        var ended = await host.Client.EndAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Orchestrator"));
        Assert.Equal("lost", ended.FailureDetails?.ErrorMessage);
    }

    private static async Task FailsAsync(string keep, Func<TaskOrchestrationContext, Task<int>> orchestrator)
    {
        var options = new DurableEngineOptions { KeepInMemory = TimeSpan.Parse(keep, System.Globalization.CultureInfo.InvariantCulture) };
        await using var host = await LocalDurableHost.StartAsync(
            Functions(orchestrator).Orchestrator("Healthy", context => context.CallActivityAsync<int>("Echo", 5)), options);
        var broken = await host.Client.ScheduleNewOrchestrationInstanceAsync("Orchestrator");
        var healthy = await host.Client.ScheduleNewOrchestrationInstanceAsync("Healthy");

        var ended = await host.Client.EndAsync(broken);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(ForeignAwaitException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Equal(5, (await host.Client.EndAsync(healthy)).ReadOutputAs<int>());
    }

    private static TestFunctions Functions(Func<TaskOrchestrationContext, Task<int>> orchestrator) => new TestFunctions()
        .Activity<int, int>("Echo", n => n)
        .Orchestrator("Orchestrator", orchestrator);
}
