using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Tests.Local.Durable.Execution;

/// <summary>The pauses of a retry policy, read from the timers it creates: no clock is needed.</summary>
public sealed class RetryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pauses_grow_by_the_coefficient_up_to_the_longest() => Assert.Equal(
        [10, 20, 40, 60, 60],
        Pauses(new RetryPolicy(6, TimeSpan.FromSeconds(10), 2, TimeSpan.FromMinutes(1))));

    [Fact]
    public void Pauses_stay_the_same_without_a_coefficient() =>
        Assert.Equal([10, 10, 10], Pauses(new RetryPolicy(4, TimeSpan.FromSeconds(10))));

    [Fact]
    public void The_longest_pause_is_an_hour_unless_said_otherwise() =>
        Assert.Equal([3000, 3600, 3600], Pauses(new RetryPolicy(4, TimeSpan.FromSeconds(3000), 10)));

    [Fact]
    public void No_attempt_begins_after_the_time_is_over() =>
        Assert.Equal([10, 20, 40], Pauses(new RetryPolicy(100, TimeSpan.FromSeconds(10), 2, retryTimeout: TimeSpan.FromSeconds(60))));

    [Fact]
    public void One_attempt_means_no_retry() => Assert.Empty(Pauses(new RetryPolicy(1, TimeSpan.FromSeconds(10))));

    private static List<int> Pauses(RetryPolicy policy)
    {
        var identity = new ExecutionIdentity("i", "Retrying", "", 0, null, null);
        var execution = new OrchestrationExecution(
            identity,
            async context => await context.CallActivityAsync<int>("Fail", 1, new TaskOptions(policy)),
            new PayloadConverter(JsonSerializerOptions.Web),
            NullLoggerFactory.Instance,
            () => { });
        var pauses = new List<int>();
        var now = Start;
        var decision = execution.Decide(now, [new OrchestrationEvent.Started()]);
        while (decision.Outcome is null)
        {
            var call = Assert.IsType<OrchestrationAction.ActivityScheduled>(Assert.Single(decision.Actions));
            var failure = new TaskFailureDetails("System.IO.IOException", "E", null, null, null);
            decision = execution.Decide(now, [new OrchestrationEvent.TaskFailed(call.TaskId, failure)]);
            if (decision.Outcome is not null) break;
            var timer = Assert.IsType<OrchestrationAction.TimerCreated>(Assert.Single(decision.Actions));
            pauses.Add((int)(timer.Due - now).TotalSeconds);
            now = timer.Due;
            decision = execution.Decide(now, [new OrchestrationEvent.TimerFired(timer.TaskId, timer.Due)]);
        }

        return pauses;
    }
}
