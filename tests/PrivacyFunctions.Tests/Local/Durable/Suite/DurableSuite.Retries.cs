using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task A_policy_repeats_a_failed_activity_until_it_succeeds()
    {
        var calls = 0;
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Flaky", _ => Interlocked.Increment(ref calls) is var n && n < 3 ? throw new IOException() : n)
            .Orchestrator("Retry", context => context.CallActivityAsync<int>("Flaky", "x", new TaskOptions(new RetryPolicy(5, Soon)))));
        Assert.Equal(3, await ResultAsync<int>(host, "Retry"));
    }

    [Fact]
    public async Task A_policy_gives_up_after_its_attempts_and_backs_off_between_them()
    {
        var calls = 0;
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Fail", _ =>
            {
                Interlocked.Increment(ref calls);
                throw new IOException("E");
            })
            .Orchestrator("Retry", async context =>
            {
                var started = context.CurrentUtcDateTime;
                try
                {
                    await context.CallActivityAsync<int>("Fail", "x", new TaskOptions(new RetryPolicy(3, Soon, 2.0)));
                    return -1.0;
                }
                catch (TaskFailedException)
                {
                    return (context.CurrentUtcDateTime - started).TotalMilliseconds;
                }
            }));
        var spent = await ResultAsync<double>(host, "Retry");
        Assert.Equal(3, calls);
        Assert.True(spent >= Soon.TotalMilliseconds * 3, $"{spent} ms");
    }

    [Fact]
    public async Task A_policy_stops_repeating_when_its_time_is_over()
    {
        var calls = 0;
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Fail", _ =>
            {
                Interlocked.Increment(ref calls);
                throw new IOException();
            })
            .Orchestrator("Retry", async context =>
            {
                var policy = new RetryPolicy(1000, Soon, retryTimeout: Soon * 25);
                try
                {
                    return await context.CallActivityAsync<int>("Fail", "x", new TaskOptions(policy));
                }
                catch (TaskFailedException)
                {
                    return 0;
                }
            }));
        Assert.Equal(0, await ResultAsync<int>(host, "Retry"));
        Assert.InRange(calls, 2, 26);
    }

    [Fact]
    public async Task A_policy_asks_whether_a_failure_is_worth_repeating()
    {
        var calls = 0;
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Fail", _ =>
            {
                Interlocked.Increment(ref calls);
                throw new IOException();
            })
            .Orchestrator("Retry", async context =>
            {
                var policy = new RetryPolicy(5, Soon) { HandleFailure = failure => !failure.IsCausedBy<IOException>() };
                try
                {
                    return await context.CallActivityAsync<int>("Fail", "x", new TaskOptions(policy));
                }
                catch (TaskFailedException)
                {
                    return 7;
                }
            }));
        Assert.Equal(7, await ResultAsync<int>(host, "Retry"));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_handler_decides_about_every_failure()
    {
        var asked = new ConcurrentQueue<string>();
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Fail", _ => throw new IOException("E"))
            .Orchestrator("Retry", async context =>
            {
                var options = TaskOptions.FromRetryHandler(retry =>
                {
                    if (!context.IsReplaying) asked.Enqueue($"{retry.LastAttemptNumber}:{retry.LastFailure.ErrorMessage}");
                    return retry.LastAttemptNumber < 3;
                });
                try
                {
                    return await context.CallActivityAsync<int>("Fail", "x", options);
                }
                catch (TaskFailedException)
                {
                    return 7;
                }
            }));
        Assert.Equal(7, await ResultAsync<int>(host, "Retry"));
        Assert.Equal(["1:E", "2:E", "3:E"], asked);
    }

    [Fact]
    public async Task An_asynchronous_handler_may_wait_durably_before_the_next_attempt()
    {
        var calls = 0;
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Flaky", _ => Interlocked.Increment(ref calls) is var n && n < 3 ? throw new IOException() : n)
            .Orchestrator("Retry", context => context.CallActivityAsync<int>("Flaky", "x", TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(Soon, CancellationToken.None);
                return true;
            }))));
        Assert.Equal(3, await ResultAsync<int>(host, "Retry"));
    }

    [Fact]
    public async Task A_failed_sub_orchestration_is_repeated_too()
    {
        var calls = 0;
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, int>("Flaky", _ => Interlocked.Increment(ref calls) is var n && n < 3 ? throw new IOException() : n)
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Flaky", "x"))
            .Orchestrator("Parent", context =>
                context.CallSubOrchestratorAsync<int>("Child", options: new TaskOptions(new RetryPolicy(5, Soon)))));
        Assert.Equal(3, await ResultAsync<int>(host, "Parent"));
    }
}
