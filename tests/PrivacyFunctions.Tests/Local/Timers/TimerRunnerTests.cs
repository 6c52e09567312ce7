using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Timers;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Timers;

public sealed class TimerRunnerTests : IAsyncLifetime
{
    private static readonly TimerSettings Hourly = new("Clean", "0 0 * * * *", UseMonitor: true, RunOnStartup: false);

    private readonly TemporaryFolder _folder = new();
    private readonly NextPointFails _faults = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 8, 15, 0, TimeSpan.Zero));
    private readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();
    private readonly List<TimerRunner> _runners = [];
    private readonly SqliteDatabase _database;
    private Func<Run, CancellationToken, Task> _work = (_, _) => Task.CompletedTask;

    public TimerRunnerTests() => _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _folder.File("test.db"), Faults = _faults });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var runner in _runners) await runner.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_timer_runs_at_its_due_times()
    {
        Start(Hourly);

        Assert.Equal(At(9, 0), (await RunAtAsync(At(9, 0))).Due);
        Assert.Equal(At(10, 0), (await RunAtAsync(At(10, 0))).Due);
    }

    [Fact]
    public async Task A_run_is_told_its_schedule()
    {
        Start(Hourly);

        var first = await RunAtAsync(At(9, 0));
        Assert.False(first.Timer.IsPastDue);
        Assert.Equal(At(9, 0).UtcDateTime, first.Timer.ScheduleStatus?.Next);
        var second = await RunAtAsync(At(10, 0));
        Assert.Equal((At(9, 0).UtcDateTime, At(10, 0).UtcDateTime), (second.Timer.ScheduleStatus!.Last, second.Timer.ScheduleStatus.Next));
    }

    [Fact]
    public async Task Runs_missed_while_the_process_was_down_are_made_up_for_once_and_said_to_be_late()
    {
        var before = Start(Hourly);
        await RunAtAsync(At(9, 0));
        await StoredByAsync(before, At(10, 0));
        _time.Advance(TimeSpan.FromHours(20.5));

        Start(Hourly);

        var late = await _runs.Reader.ReadAsync();
        Assert.True(late.Timer.IsPastDue);
        Assert.Equal(At(10, 0).UtcDateTime, late.Timer.ScheduleStatus?.Next);
        var onTime = await RunAtAsync(At(30, 0));
        Assert.Equal((false, At(30, 0)), (onTime.Timer.IsPastDue, onTime.Due));
    }

    [Fact]
    public async Task A_restart_before_the_due_time_runs_nothing_early()
    {
        await StoredByAsync(Start(Hourly), At(9, 0));
        _time.Advance(TimeSpan.FromMinutes(20));

        Start(Hourly);
        while ((await Store().ReadAsync("Clean", CancellationToken.None))?.UpdatedAt != _time.GetUtcNow()) await Task.Yield();

        var run = await RunAtAsync(At(9, 0));
        Assert.Equal((false, At(9, 0)), (run.Timer.IsPastDue, run.Due));
    }

    [Fact]
    public async Task A_process_that_dies_in_a_run_runs_it_again()
    {
        var never = new TaskCompletionSource();
        _work = (_, _) => never.Task;
        var died = Start(Hourly);
        await RunAtAsync(At(9, 0));
        await died.StopAsync(TimeSpan.Zero);
        _work = (_, _) => Task.CompletedTask;

        Start(Hourly);

        var again = await _runs.Reader.ReadAsync();
        Assert.True(again.Timer.IsPastDue);
        Assert.Equal(At(9, 0).UtcDateTime, again.Timer.ScheduleStatus?.Next);
        never.SetCanceled();
    }

    [Fact]
    public async Task A_schedule_that_was_changed_counts_from_the_last_run()
    {
        var before = Start(Hourly);
        await RunAtAsync(At(9, 0));
        await StoredByAsync(before, At(10, 0));

        Start(Hourly with { Expression = "0 */10 * * * *" });

        Assert.Equal(At(9, 10), (await RunAtAsync(At(9, 10))).Due);
    }

    [Fact]
    public async Task Runs_never_overlap_and_due_times_that_pass_during_a_run_are_skipped()
    {
        _work = (run, _) =>
        {
            if (run.Due == At(9, 0)) _time.Advance(TimeSpan.FromMinutes(150));
            return Task.CompletedTask;
        };
        Start(Hourly);

        Assert.Equal(At(9, 0), (await RunAtAsync(At(9, 0))).Due);
        var next = await RunAtAsync(At(12, 0));
        Assert.Equal((At(12, 0), false), (next.Due, next.Timer.IsPastDue));
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_timer()
    {
        _work = (run, _) => run.Due == At(9, 0) ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        Start(Hourly);

        Assert.Equal(At(9, 0), (await RunAtAsync(At(9, 0))).Due);
        Assert.Equal(At(10, 0), (await RunAtAsync(At(10, 0))).Due);
    }

    [Fact]
    public async Task A_status_that_cannot_be_kept_does_not_end_the_timer()
    {
        Start(Hourly);
        await StoredAsync(At(9, 0));
        _faults.Fail(StoragePoint.Commit);

        Assert.Equal(At(9, 0), (await RunAfterAsync(At(9, 0))).Due);
        await _time.AdvanceUntilAsync(StoredAsync(At(10, 0)), TimeSpan.FromSeconds(1));
        Assert.Equal(At(10, 0), (await RunAfterAsync(At(10, 0))).Due);
    }

    [Fact]
    public async Task Run_on_startup_runs_at_once_and_then_by_the_schedule()
    {
        Start(Hourly with { RunOnStartup = true });

        var atStart = await _runs.Reader.ReadAsync();
        Assert.False(atStart.Timer.IsPastDue);
        Assert.Equal(At(8, 15), _time.GetUtcNow());
        Assert.Equal(At(9, 0), (await RunAtAsync(At(9, 0))).Due);
    }

    [Theory]
    [InlineData("0 0 * * * *", false)]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("00:00:30", true)]
    public async Task A_timer_without_monitor_or_due_more_than_once_a_minute_keeps_no_status(string expression, bool useMonitor)
    {
        Start(Hourly with { Expression = expression, UseMonitor = useMonitor });

        var run = _runs.Reader.ReadAsync().AsTask();
        await _time.AdvanceUntilAsync(run, TimeSpan.FromMinutes(1));

        Assert.Null((await run).Timer.ScheduleStatus);
        Assert.Null(await Store().ReadAsync("Clean", CancellationToken.None));
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_is_noticed()
    {
        Start(Hourly with { Expression = "0 0 0 1 1 *" });
        await StoredAsync(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var run = await RunAfterAsync(new DateTimeOffset(2027, 1, 1, 0, 0, 1, TimeSpan.Zero));

        Assert.Equal(2027, run.Due.Year);
    }

    [Fact]
    public async Task Stopping_waits_for_the_present_run_and_starts_no_other()
    {
        var finish = new TaskCompletionSource();
        _work = (_, _) => finish.Task;
        var runner = Start(Hourly);
        await RunAtAsync(At(9, 0));

        var stopping = runner.StopAsync(TimeSpan.FromHours(10));
        Assert.False(stopping.IsCompleted);
        finish.SetResult();
        await stopping;

        _time.Advance(TimeSpan.FromHours(5));
        Assert.False(_runs.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_run_that_outlasts_the_limit_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        _work = (_, cancellation) =>
        {
            cancellation.Register(cancelled.SetResult);
            return cancelled.Task;
        };
        var runner = Start(Hourly);
        await RunAtAsync(At(9, 0));

        await _time.AdvanceUntilAsync(runner.StopAsync(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(1));

        await cancelled.Task;
    }

    private static DateTimeOffset At(int hour, int minute) => new DateTimeOffset(2026, 5, 4, 0, minute, 0, TimeSpan.Zero).AddHours(hour);

    private TimerStore Store() => new(_database, _time);

    private TimerRunner Start(TimerSettings settings)
    {
        var runner = new TimerRunner(settings, TimeZoneInfo.Utc, RunAsync, Store(), _time, NullLogger<TimerRunner>.Instance);
        _runners.Add(runner);
        runner.Start();
        return runner;
    }

    private async Task RunAsync(TimerInfo timer, CancellationToken cancellation)
    {
        var run = new Run(timer, timer.ScheduleStatus is { } status ? new DateTimeOffset(status.Next, TimeSpan.Zero) : _time.GetUtcNow());
        _runs.Writer.TryWrite(run);
        await _work(run, cancellation);
    }

    private async Task<Run> RunAtAsync(DateTimeOffset due)
    {
        await StoredAsync(due);
        return await RunAfterAsync(due);
    }

    // A wait that began while the clock jumped ends a little later.
    private async Task<Run> RunAfterAsync(DateTimeOffset now)
    {
        _time.SetUtcNow(now);
        var run = _runs.Reader.ReadAsync().AsTask();
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        await _time.AdvanceUntilAsync(run, TimeSpan.FromSeconds(1));
        return await run;
    }

    private async Task StoredByAsync(TimerRunner runner, DateTimeOffset next)
    {
        await StoredAsync(next);
        await runner.StopAsync(TimeSpan.Zero);
    }

    private async Task StoredAsync(DateTimeOffset next)
    {
        while ((await Store().ReadAsync("Clean", CancellationToken.None))?.Next != next) await Task.Yield();
    }

    private sealed record Run(TimerInfo Timer, DateTimeOffset Due);
}
