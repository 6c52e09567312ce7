using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

public abstract partial class DurableSuite
{
    [Fact]
    public async Task A_timer_fires_not_before_its_time()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Wait", async context =>
            {
                var due = context.CurrentUtcDateTime + Soon;
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            }));
        Assert.True(await ResultAsync<bool>(host, "Wait"));
    }

    [Fact]
    public async Task A_timer_in_the_past_fires_at_once()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Wait", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
                return true;
            }));
        Assert.True(await ResultAsync<bool>(host, "Wait"));
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_due_times()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Order", async context =>
            {
                var fired = new List<int>();
                await Task.WhenAll(Wait(context, fired, 3), Wait(context, fired, 1), Wait(context, fired, 2));
                return string.Join(',', fired);
            }));
        Assert.Equal("1,2,3", await ResultAsync<string>(host, "Order"));

        static async Task Wait(TaskOrchestrationContext context, List<int> fired, int n)
        {
            await context.CreateTimer(Soon * n, CancellationToken.None);
            fired.Add(n);
        }
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_does_not_hold_the_orchestration()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Cancel", async context =>
            {
                using var cancellation = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
                cancellation.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (OperationCanceledException)
                {
                    return "cancelled";
                }
            }));
        Assert.Equal("cancelled", await ResultAsync<string>(host, "Cancel"));
    }

    [Fact]
    public async Task A_timer_left_behind_does_not_hold_the_orchestration()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Orchestrator("Leave", async context =>
            {
                var day = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                await Task.WhenAny(day, context.CreateTimer(Soon, CancellationToken.None));
                return true;
            }));
        Assert.True(await ResultAsync<bool>(host, "Leave"));
    }

    [Fact]
    public async Task Time_and_ids_are_the_same_in_every_replay()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Echo", s => s)
            .Orchestrator("Repeat", async context =>
            {
                var id = context.NewGuid();
                var other = context.NewGuid();
                var at = context.CurrentUtcDateTime;
                var told = await context.CallActivityAsync<string>("Echo", $"{id}{other}{at:O}");
                await context.CreateTimer(Soon, CancellationToken.None);
                return told == $"{id}{other}{at:O}" && id != other && at < context.CurrentUtcDateTime;
            }));
        Assert.True(await ResultAsync<bool>(host, "Repeat"));
    }

    [Fact]
    public async Task Replay_is_visible_only_while_it_lasts()
    {
        await using var host = await StartAsync(new TestFunctions()
            .Activity<string, string>("Echo", s => s)
            .Orchestrator("Look", async context =>
            {
                for (var i = 0; i < 3; i++) await context.CallActivityAsync("Echo", "x");
                return context.IsReplaying;
            }));
        Assert.False(await ResultAsync<bool>(host, "Look"));
    }
}
