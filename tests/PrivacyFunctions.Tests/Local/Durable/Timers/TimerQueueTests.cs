using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Timers;

public sealed class TimerQueueTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task A_month_passes_as_the_clock_says()
    {
        await using var host = await StartAsync();
        var id = await SleepAsync(host, TimeSpan.FromDays(30));
        await host.Engine.Core.Instances.Busy.WhenIdleAsync();
        _time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await AdvanceUntilEndAsync(host, id, TimeSpan.FromHours(25));
        Assert.True((await host.Client.EndAsync(id)).ReadOutputAs<DateTime>() >= Start.UtcDateTime.AddDays(30));
    }

    [Fact]
    public async Task A_shorter_timer_set_later_fires_first()
    {
        await using var host = await StartAsync();
        var month = await SleepAsync(host, TimeSpan.FromDays(30));
        var minute = await SleepAsync(host, TimeSpan.FromMinutes(1));
        await AdvanceUntilEndAsync(host, minute, TimeSpan.FromMinutes(1));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(month))!.RuntimeStatus);
    }

    [Fact]
    public async Task Timers_that_came_due_while_the_engine_was_away_fire_at_its_start()
    {
        using var directory = new TemporaryFolder();
        string id;
        await using (var host = await StartAsync(path: directory.File("p.db"))) id = await SleepAsync(host, TimeSpan.FromDays(1));
        _time.Advance(TimeSpan.FromDays(2));
        await using var again = await StartAsync(path: directory.File("p.db"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await again.Client.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task A_scheduled_start_survives_a_restart()
    {
        using var directory = new TemporaryFolder();
        string id;
        await using (var host = await StartAsync(path: directory.File("p.db")))
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
                "Sleep", TimeSpan.Zero, new StartOrchestrationOptions(null, Start.AddDays(1)));
        await using var again = await StartAsync(path: directory.File("p.db"));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await again.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await AdvanceUntilEndAsync(again, id, TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task More_timers_than_one_batch_fire_together()
    {
        await using var host = await StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", TimeSpan.FromHours(1))));
        foreach (var id in ids) await host.Client.UntilStatusAsync(id, "asleep");
        await host.Engine.Core.Instances.Busy.WhenIdleAsync();
        _time.Advance(TimeSpan.FromHours(1));
        foreach (var id in ids) Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Waiting_costs_no_statement_and_no_memory()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 50; i++) await SleepAsync(host, TimeSpan.FromDays(300));
        await host.Engine.Core.Instances.Busy.WhenIdleAsync();
        _time.Advance(TimeSpan.FromMinutes(2));
        await Waiting.UntilAsync(() => host.Engine.Core.Instances.Count == 0);
        var units = host.Database.Counts.Units;
        _time.Advance(TimeSpan.FromHours(12));
        _time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(units, host.Database.Counts.Units);
        Assert.Equal(0, host.Engine.Core.Instances.Count);
    }

    [Fact]
    public async Task What_is_overdue_since_somebody_set_the_clock_forward_fires_as_soon_as_another_timer_is_set()
    {
        var clock = new JumpingTime(_time);
        await using var host = await StartAsync(clock: clock);
        var hour = await SleepAsync(host, TimeSpan.FromHours(1));
        await host.Engine.Core.Instances.Busy.WhenIdleAsync();
        clock.Jump(TimeSpan.FromDays(1));
        var minute = await SleepAsync(host, TimeSpan.FromMinutes(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.EndAsync(hour)).RuntimeStatus);
        await AdvanceUntilEndAsync(host, minute, TimeSpan.FromMinutes(1));
    }

    private Task<LocalDurableHost> StartAsync(string? path = null, TimeProvider? clock = null) => LocalDurableHost.StartAsync(
        new TestFunctions().Orchestrator<TimeSpan, DateTime>("Sleep", async (context, length) =>
        {
            context.SetCustomStatus("asleep");
            await context.CreateTimer(length, CancellationToken.None);
            return context.CurrentUtcDateTime;
        }),
        time: clock ?? _time,
        path: path);

    private static async Task<string> SleepAsync(LocalDurableHost host, TimeSpan length)
    {
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", length);
        await host.Client.UntilStatusAsync(id, "asleep");
        return id;
    }

    // The engine sets its clock just after the timer is durable, which a test cannot see: it repeats the step.
    private Task AdvanceUntilEndAsync(LocalDurableHost host, string id, TimeSpan step) => Waiting.UntilAsync(async () =>
    {
        _time.Advance(step);
        step = TimeSpan.FromMilliseconds(1);
        return (await host.Client.GetInstanceAsync(id))!.IsCompleted;
    });
}
