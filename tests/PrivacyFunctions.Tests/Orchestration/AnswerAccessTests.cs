using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

public sealed class AnswerAccessTests
{
    private static readonly PlannedUnit Portal = new("u1", "portal", []);
    private static readonly PlannedUnit Tickets = new("u2", "ticketing", ["u1"]);
    private static readonly PlannedUnit News = new("u3", "newsletter", []);

    [Fact]
    public async Task A_unit_starts_only_when_the_units_whose_keys_it_needs_are_done()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, _ => { }, units: [Portal, Tickets, News]);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());

        var log = scene.Log.ToList();
        Assert.True(log.IndexOf("collect u1") < log.IndexOf("collect u2"));
        Assert.Contains("collect u3", log);
        Assert.Equal(["bundle", "answer"], log[^2..]);
    }

    [Fact]
    public async Task Identities_confirmed_by_one_unit_are_known_to_those_after_it()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, s => s.Confirms["u1"] = ["phone_number"], units: [Portal, Tickets]);

        await scene.EndAsync();

        Assert.Contains("collect u2 +phone_number", scene.Log);
    }

    [Fact]
    public async Task A_system_that_fails_for_a_moment_is_asked_again_and_nobody_is_bothered()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var scene = await AccessScene.StartAsync(time, s => s.Faults["u1"] = new([FaultCode.Unreachable, FaultCode.Timeout]), units: [Portal]);

        await AdvanceUntilAsync(scene, time, "collect u1", TimeSpan.FromSeconds(1));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Equal(2, scene.Log.Count(entry => entry == "fault u1"));
        Assert.DoesNotContain(scene.Log, entry => entry.StartsWith("ask", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_system_that_fails_for_good_stops_nobody_and_staff_are_asked()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, s => s.Faults["u1"] = new([FaultCode.Denied]), units: [Portal, Tickets, News]);

        await scene.UntilAsync("ask failed-systems portal");

        Assert.Contains("failed portal denied", scene.Log);
        Assert.Contains("collect u2", scene.Log);
        Assert.Contains("collect u3", scene.Log);
        Assert.DoesNotContain("bundle", scene.Log);
    }

    [Fact]
    public async Task Skipping_a_failed_system_lets_the_answer_go_without_it()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, s => s.Faults["u1"] = new([FaultCode.Denied]), units: [Portal, News]);
        await scene.UntilAsync("ask failed-systems portal");

        await scene.SayAsync(new SystemsDecided([], ["portal"]));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Equal(["resume", "bundle", "answer"], scene.Log.ToList()[^3..]);
    }

    [Fact]
    public async Task Retrying_a_failed_system_runs_what_needs_its_keys_again()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, s => s.Faults["u1"] = new([FaultCode.Denied]), units: [Portal, Tickets, News]);
        await scene.UntilAsync("ask failed-systems portal");

        await scene.SayAsync(new SystemsDecided(["portal"], []));
        await scene.EndAsync();

        Assert.Equal(2, scene.Log.Count(entry => entry == "collect u2"));
        Assert.Equal(1, scene.Log.Count(entry => entry == "collect u3"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_made_while_a_system_did_not_answer_is_made_again_once_it_does(bool review)
    {
        await using var scene = await AccessScene.StartAsync(
            TimeProvider.System,
            s =>
            {
                s.Plan = s.Plan with { Unseen = true, Review = false };
                s.PlanThen = s.Plan with { PlanHash = "another", Units = [Portal, Tickets, News], Unseen = false, Review = review };
            },
            units: [Portal, News]);
        if (review)
        {
            await scene.UntilAsync("ask approval");
            await scene.SayAsync(new PlanDecided("another", []));
        }

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Contains("collect u2", scene.Log);
        Assert.Equal(2, scene.Log.Count(entry => entry == "collect u1"));
        Assert.Equal(1, scene.Log.Count(entry => entry == "plan again"));
        Assert.Equal(["bundle", "answer"], scene.Log.ToList()[^2..]);
    }

    [Fact]
    public async Task A_system_that_staff_leave_out_is_not_planned_for_again()
    {
        await using var scene = await AccessScene.StartAsync(
            TimeProvider.System,
            s =>
            {
                s.Plan = s.Plan with { Unseen = true };
                s.Faults["u1"] = new([FaultCode.Denied]);
            },
            units: [Portal, News]);
        await scene.UntilAsync("ask failed-systems portal");
        await scene.SayAsync(new SystemsDecided([], ["portal"]));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Equal(1, scene.Log.Count(entry => entry == "plan again"));
    }

    [Fact]
    public async Task Near_the_deadline_whatever_is_ready_is_delivered()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var scene = await AccessScene.StartAsync(time, s => s.Faults["u1"] = new([FaultCode.Denied]), units: [Portal, News]);
        await scene.UntilAsync("ask failed-systems portal");

        time.Advance(TimeSpan.FromDays(28));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Contains("bundle", scene.Log);
    }

    [Fact]
    public async Task A_reviewed_plan_waits_for_its_approval_whatever_it_is_told_before()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, _ => { }, review: true, Portal);
        await scene.UntilAsync("ask approval");

        await scene.Client.RaiseEventAsync(scene.RightInstance, PlanDecided.EventName, new PlanDecided("the-hash", []));
        await scene.UntilAsync("wait");
        await scene.SayAsync(new PlanDecided("the-hash", []));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Equal(["ask approval", "wait", "resume", "collect u1", "bundle", "answer"], scene.Log);
    }

    [Fact]
    public async Task A_decision_that_is_told_three_times_is_applied_once()
    {
        await using var scene = await AccessScene.StartAsync(
            TimeProvider.System, s => s.Faults["u1"] = new([FaultCode.Denied, FaultCode.Denied]), units: [Portal, News]);
        await scene.UntilAsync("ask failed-systems portal");

        await scene.SayAsync(new SystemsDecided(["portal"], []), times: 3);
        await scene.UntilAsync("wait");
        await scene.SayAsync(new SystemsDecided([], ["portal"]));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.Equal(2, scene.Log.Count(entry => entry == "fault u1"));
        Assert.Equal(2, scene.Log.Count(entry => entry == "ask failed-systems portal"));
        Assert.Equal(2, scene.Log.Count(entry => entry == "resume"));
    }

    [Fact]
    public async Task Units_that_wait_for_each_other_end_the_work_by_name()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, _ => { }, units: [Portal with { Needs = ["u2"] }, Tickets]);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, await scene.EndAsync());

        var failure = (await scene.Client.GetInstanceAsync(scene.RightInstance, getInputsAndOutputs: true))!.FailureDetails!;
        Assert.Contains("wait for each other", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(["give back"], scene.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_was_withdrawn_meanwhile_ends_without_an_answer(bool review)
    {
        await using var scene = await AccessScene.StartAsync(
            TimeProvider.System,
            s =>
            {
                s.Withdrawn = true;
                s.Faults["u1"] = new([FaultCode.Denied]);
            },
            review,
            Portal);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await scene.EndAsync());
        Assert.DoesNotContain("answer", scene.Log);
    }

    private static async Task AdvanceUntilAsync(AccessScene scene, FakeTimeProvider time, string entry, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!scene.Log.Contains(entry))
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(step);
            await Task.Yield();
        }
    }
}
