using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

public sealed class AnswerDeletionTests
{
    private static readonly PlannedErasure Orders = new("s2", "shop", []);
    private static readonly PlannedErasure Persons = new("s1", "shop", []);
    private static readonly PlannedErasure Letters = new("s3", "newsletter", []);

    [Fact]
    public async Task A_deletion_goes_its_way_in_order()
    {
        await using var scene = await DeletionScene.StartAsync(TimeProvider.System, _ => { }, review: true, Orders, Persons);
        await scene.UntilAsync("ask approval");
        await scene.SayAsync(new PlanDecided("the-hash", []));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Equal(
            [
                "plan", "collect u1 collect", "found", "ask approval", "resume", "announce", "replan", "begin",
                "erase s2", "erase s1 last", "look s2", "look s1 last", "receipt", "close", "forget",
            ],
            scene.Log);
    }

    [Fact]
    public async Task Nobody_is_asked_when_nothing_is_found()
    {
        await using var scene = await DeletionScene.StartAsync(TimeProvider.System, s => s.Found = new FoundRows(0, 0), review: true, Persons);

        await scene.EndAsync();

        Assert.Equal(["plan", "collect u1 collect", "found", "receipt", "close", "forget"], scene.Log);
    }

    [Fact]
    public async Task What_is_erased_was_searched_for_again_when_time_has_passed()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var scene = await DeletionScene.StartAsync(time, s => s.CoolingOff = TimeSpan.FromHours(72), review: false, Persons);
        await scene.UntilAsync("announce");
        Assert.DoesNotContain("begin", scene.Log);

        await AdvanceUntilAsync(scene, time, "end-cooling-off");
        await scene.EndAsync();

        // A clock that leaps outruns the lease of an activity, which then runs twice.
        Assert.Equal(
            ["end-cooling-off", "collect u1 collect-again", "replan", "begin"],
            scene.Log.SkipWhile(entry => entry != "end-cooling-off").Distinct().Take(4));
    }

    [Fact]
    public async Task A_system_that_staff_skipped_is_not_asked_in_the_second_search_either_and_nothing_is_erased_there()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var scene = await DeletionScene.StartAsync(
            time,
            s =>
            {
                s.CoolingOff = TimeSpan.FromHours(72);
                s.Units = [.. s.Units, new PlannedUnit("u2", "newsletter", [])];
                s.Faults["u2"] = new([FaultCode.Denied]);
            },
            review: false,
            Persons,
            Letters);
        await scene.UntilAsync("ask failed-systems newsletter");
        await scene.SayAsync(new SystemsDecided([], ["newsletter"]));
        await AdvanceUntilAsync(scene, time, "end-cooling-off");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Contains("collect u1 collect-again", scene.Log);
        Assert.DoesNotContain("collect u2 collect-again", scene.Log);
        Assert.DoesNotContain(scene.Log, entry => entry.Contains("s3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_objection_ends_the_wait_and_staff_are_asked_anew()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var scene = await DeletionScene.StartAsync(time, s => s.CoolingOff = TimeSpan.FromHours(72), review: false, Persons);
        await scene.UntilAsync("announce");

        await scene.FreezeAsync();
        await scene.UntilAsync("ask not-me");

        Assert.DoesNotContain("begin", scene.Log);
    }

    [Fact]
    public async Task A_false_alarm_does_not_shorten_the_wait()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var scene = await DeletionScene.StartAsync(time, s => s.CoolingOff = TimeSpan.FromHours(72), review: false, Persons);
        await scene.UntilAsync("announce");

        await scene.Client.RaiseEventAsync(scene.RightInstance, FrozenByPerson.EventName, new FrozenByPerson(1));
        await scene.UntilAsync("still-waiting");

        Assert.DoesNotContain("begin", scene.Log);
    }

    [Fact]
    public async Task An_objection_in_the_last_moment_stops_the_erasure_until_staff_approve_again()
    {
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System, s => s.Standings = new([Standing.Frozen, Standing.Open]), review: false, Persons);
        await scene.UntilAsync("ask not-me");
        Assert.DoesNotContain("erase s1 last", scene.Log);

        await scene.SayAsync(new PlanDecided("the-hash", []));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Contains("erase s1 last", scene.Log);
    }

    [Fact]
    public async Task A_plan_that_has_become_another_has_to_be_approved_and_searched_anew()
    {
        await using var scene = await DeletionScene.StartAsync(TimeProvider.System, s => s.PlansLater = new(["new-hash"]), review: false, Persons);
        await scene.UntilAsync("ask plan-changed");
        Assert.DoesNotContain("begin", scene.Log);

        await scene.SayAsync(new PlanDecided("new-hash", []));
        await scene.EndAsync();

        Assert.Equal(
            ["replan", "ask plan-changed", "resume", "collect u1 collect-again", "replan", "begin"],
            scene.Log.SkipWhile(entry => entry != "replan").Take(6));
    }

    [Fact]
    public async Task A_plan_that_would_reach_what_is_kept_is_put_before_staff()
    {
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System, s => s.Standings = new([Standing.Refused, Standing.Open]), review: false, Persons, Letters);
        await scene.UntilAsync("ask plan-refused");

        await scene.SayAsync(new PlanDecided("the-hash", ["newsletter"]));
        await scene.EndAsync();

        Assert.DoesNotContain("erase s3 last", scene.Log);
        Assert.Contains("erase s1 last", scene.Log);
    }

    [Fact]
    public async Task What_staff_leave_out_is_not_touched()
    {
        await using var scene = await DeletionScene.StartAsync(TimeProvider.System, _ => { }, review: true, Persons, Letters);
        await scene.UntilAsync("ask approval");
        await scene.SayAsync(new PlanDecided("the-hash", ["newsletter"]));
        await scene.EndAsync();

        Assert.Contains("erase s1 last", scene.Log);
        Assert.DoesNotContain(scene.Log, entry => entry.Contains("s3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_system_that_fails_keeps_its_rows_and_stops_no_other()
    {
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System, s => s.Faults["s2"] = new([FaultCode.Denied]), review: false, Orders, Persons, Letters);
        await scene.UntilAsync("ask failed-systems shop");

        Assert.Contains("erase s3 last", scene.Log);
        Assert.DoesNotContain("erase s1 last", scene.Log);

        await scene.SayAsync(new SystemsDecided([], ["shop"]));
        await scene.EndAsync();

        Assert.Equal(["look s3 last", "receipt", "close", "forget"], scene.Log.SkipWhile(entry => entry != "look s3 last"));
    }

    [Fact]
    public async Task A_failed_system_that_staff_retry_is_erased_from_where_it_stopped()
    {
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System, s => s.Faults["s1"] = new([FaultCode.Denied]), review: false, Orders, Persons);
        await scene.UntilAsync("ask failed-systems shop");

        await scene.SayAsync(new SystemsDecided(["shop"], []));
        await scene.EndAsync();

        Assert.Equal(1, scene.Log.Count(entry => entry == "erase s2"));
        Assert.Contains("erase s1 last", scene.Log);
    }

    [Fact]
    public async Task What_has_to_go_after_a_failed_system_waits_for_it()
    {
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System, s => s.Faults["s1"] = new([FaultCode.Denied]), review: false, Persons, Letters with { After = ["s1"] });
        await scene.UntilAsync("ask failed-systems shop,newsletter");

        Assert.Contains("failed newsletter blocked", scene.Log);
        Assert.DoesNotContain("erase s3 last", scene.Log);
    }

    [Fact]
    public async Task A_later_round_of_the_same_plan_goes_straight_to_what_is_left()
    {
        await using var scene = await DeletionScene.StartAsync(TimeProvider.System, s => s.Resumed = true, review: false, Persons);

        await scene.EndAsync();

        Assert.Equal(
            ["plan", "collect u1 collect kept", "found", "replan", "begin", "erase s1 last", "look s1 last", "receipt", "close", "forget"], scene.Log);
    }

    [Fact]
    public async Task A_later_round_leaves_out_what_the_approval_of_its_plan_left_out()
    {
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System,
            s =>
            {
                s.Resumed = true;
                s.Excluded = ["newsletter"];
            },
            review: false,
            Persons,
            Letters);

        await scene.EndAsync();

        Assert.Contains("erase s1 last", scene.Log);
        Assert.DoesNotContain(scene.Log, entry => entry.Contains("s3", StringComparison.Ordinal));
    }

    private static async Task AdvanceUntilAsync(DeletionScene scene, FakeTimeProvider time, string entry)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!scene.Log.Contains(entry))
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }
    }
}
