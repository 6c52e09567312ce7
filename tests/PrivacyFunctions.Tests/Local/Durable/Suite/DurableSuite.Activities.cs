using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task An_orchestrator_without_awaits_returns_its_output()
    {
        await using var host = await StartAsync(new TestFunctions().Orchestrator<int, int>("Double", (_, n) => Task.FromResult(2 * n)));
        Assert.Equal(42, await ResultAsync<int>(host, "Double", 21));
    }

    [Fact]
    public async Task Activities_run_one_after_the_other_with_their_inputs_and_results()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<int, int>("Increment", n => n + 1)
            .Orchestrator<int, int>("Sequence", async (context, n) =>
            {
                for (var i = 0; i < 10; i++) n = await context.CallActivityAsync<int>("Increment", n);
                return n;
            }));
        Assert.Equal(15, await ResultAsync<int>(host, "Sequence", 5));
    }

    [Fact]
    public async Task Records_lists_and_nulls_pass_through_activities()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<Order, Order>("Echo", order => order)
            .Activity<string?, string?>("Nothing", _ => null)
            .Orchestrator("Pass", async context =>
            {
                var order = await context.CallActivityAsync<Order>("Echo", new Order("ä", [1, 2], null));
                return (await context.CallActivityAsync<string?>("Nothing")) ?? $"{order.Name}{order.Lines.Count}{order.Note}";
            }));
        Assert.Equal("ä2", await ResultAsync<string>(host, "Pass"));
    }

    [Fact]
    public async Task Function_names_are_compared_without_case()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<int, int>("Increment", n => n + 1)
            .Orchestrator<int, int>("Sequence", (context, n) => context.CallActivityAsync<int>("INCREMENT", n)));
        Assert.Equal(2, await ResultAsync<int>(host, "sequence", 1));
    }

    [Fact]
    public async Task A_fan_out_gathers_every_result()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<int, int>("Square", n => n * n)
            .Orchestrator<int, int>("FanOut", async (context, n) =>
                (await Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum()));
        Assert.Equal(328_350, await ResultAsync<int>(host, "FanOut", 100));
    }

    [Fact]
    public async Task The_first_of_several_tasks_decides_and_the_others_are_let_go()
    {
        var release = new TaskCompletionSource();
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Quick", s => s)
            .ActivityAsync<string, string>("Slow", async s =>
            {
                await release.Task;
                return s;
            })
            .Orchestrator("Race", async context =>
            {
                var quick = context.CallActivityAsync<string>("Quick", "quick");
                var slow = context.CallActivityAsync<string>("Slow", "slow");
                return await await Task.WhenAny(slow, quick);
            }));
        Assert.Equal("quick", await ResultAsync<string>(host, "Race"));
        release.SetResult();
    }

    [Fact]
    public async Task Many_orchestrations_run_side_by_side()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<int, int>("Increment", n => n + 1)
            .Orchestrator<int, int>("Twice", async (context, n) =>
                await context.CallActivityAsync<int>("Increment", await context.CallActivityAsync<int>("Increment", n))));
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ResultAsync<int>(host, "Twice", i)));
        Assert.Equal(Enumerable.Range(2, 50), results);
    }

    [Fact]
    public async Task A_failed_activity_throws_with_its_details()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Fail", code => throw new InvalidOperationException(code))
            .Orchestrator("Catch", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail", "E1");
                }
                catch (TaskFailedException failure)
                {
                    var details = failure.FailureDetails;
                    return $"{failure.TaskName}|{failure.TaskId}|{details.ErrorType}|{details.ErrorMessage}|"
                        + details.IsCausedBy<InvalidOperationException>();
                }
            }));
        Assert.Equal("Fail|0|System.InvalidOperationException|E1|True", await ResultAsync<string>(host, "Catch"));
    }

    [Fact]
    public async Task A_failure_nobody_catches_fails_the_orchestration()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Fail", code => throw new InvalidOperationException(code))
            .Orchestrator("Pass", context => context.CallActivityAsync<string>("Fail", "E1")));

        var ended = await RunAsync(host, "Pass");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Contains("E1", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_the_orchestrator_fails_it_with_its_type_and_message()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator<int>("Broken", _ => throw new NotSupportedException("never")));
        var ended = await RunAsync(host, "Broken");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(NotSupportedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Equal("never", ended.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task An_activity_that_is_not_there_fails_the_call()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Missing", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Nowhere", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1))));
                    return "found";
                }
                catch (TaskFailedException failure)
                {
                    return failure.FailureDetails.ErrorType;
                }
            }));
        Assert.Equal("ActivityTaskNotFound", await ResultAsync<string>(host, "Missing"));
    }

    [Fact]
    public async Task An_orchestrator_that_is_not_there_fails_the_instance()
    {
        await using var host = await StartAsync(new TestFunctions());
        var ended = await RunAsync(host, "Nowhere");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Options_given_as_the_input_are_refused()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Echo", s => s)
            .Orchestrator("Mistake", context => context.CallActivityAsync<string>("Echo", (object)new TaskOptions(new RetryPolicy(2, Soon)))));
        var ended = await RunAsync(host, "Mistake");
        Assert.Equal(typeof(ArgumentException).FullName, ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task An_activity_nobody_awaits_still_runs()
    {
        var ran = new TaskCompletionSource<string>();
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Tell", s =>
            {
                ran.TrySetResult(s);
                return s;
            })
            .Orchestrator("Forget", context =>
            {
                _ = context.CallActivityAsync("Tell", "told");
                return Task.FromResult("gone");
            }));
        Assert.Equal("gone", await ResultAsync<string>(host, "Forget"));
        Assert.Equal("told", await ran.Task.WaitAsync(Limit()));
    }

    private sealed record Order(string Name, IReadOnlyList<int> Lines, string? Note);
}
