using Microsoft.DurableTask;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Local.Durable.Histories;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

/// <summary>What the product's orchestrators just did, they do again when replayed from any point of it.</summary>
public sealed class ReplayTests
{
    private static readonly PlannedUnit Portal = new("u1", "portal", []);
    private static readonly PlannedUnit Tickets = new("u2", "ticketing", ["u1"]);
    private static readonly PlannedUnit News = new("u3", "newsletter", []);

    [Fact]
    public async Task A_smooth_request_replays_from_every_prefix()
    {
        await using var scene = await AccessScene.StartAsync(TimeProvider.System, s => s.Confirms["u1"] = ["phone_number"], units: [Portal, Tickets, News]);
        await scene.EndAsync();

        await AssertReplaysAsync(scene);
    }

    [Fact]
    public async Task A_request_with_failures_retries_review_and_staff_decisions_replays_from_every_prefix()
    {
        await using var scene = await AccessScene.StartAsync(
            TimeProvider.System,
            s =>
            {
                s.Faults["u1"] = new([FaultCode.Denied]);
                s.Faults["u3"] = new([FaultCode.SchemaChanged]);
            },
            review: true,
            Portal,
            Tickets,
            News);
        await scene.UntilAsync("ask approval");
        await scene.SayAsync(new PlanDecided("the-hash", []));
        await scene.UntilAsync("ask failed-systems portal,newsletter");
        await scene.SayAsync(new SystemsDecided(["portal"], ["newsletter"]));
        await scene.EndAsync();

        await AssertReplaysAsync(scene);
    }

    [Fact]
    public async Task A_deletion_with_review_a_new_plan_an_objection_and_failures_replays_from_every_prefix()
    {
        var erasures = new[] { new PlannedErasure("s2", "shop", []), new PlannedErasure("s1", "shop", []), new PlannedErasure("s3", "news", ["s1"]) };
        await using var scene = await DeletionScene.StartAsync(
            TimeProvider.System,
            s =>
            {
                s.CoolingOff = TimeSpan.FromMilliseconds(5);
                s.PlansLater = new(["new-hash"]);
                s.Standings = new([Standing.Frozen, Standing.Open]);
                s.Faults["s1"] = new([FaultCode.Denied]);
            },
            review: true,
            erasures);
        await scene.UntilAsync("ask approval");
        await scene.SayAsync(new PlanDecided("the-hash", []));
        await scene.UntilAsync("ask plan-changed");
        await scene.SayAsync(new PlanDecided("new-hash", []));
        await scene.UntilAsync("ask not-me");
        await scene.SayAsync(new PlanDecided("new-hash", []));
        await scene.UntilAsync("ask failed-systems shop,news");
        await scene.SayAsync(new SystemsDecided(["shop", "news"], []));
        await scene.EndAsync();

        var right = await HistoryRecorder.ReadAsync(scene.Client, scene.Database, scene.RightInstance);
        var replay = new HistoryReplay(right, Of(AnswerDeletion.RunAsync), WorkJson.Wire);
        replay.FromEveryPrefix();
        replay.NoticesChanges();
    }

    private static async Task AssertReplaysAsync(OrchestrationScene scene)
    {
        var whole = await HistoryRecorder.ReadAsync(scene.Client, scene.Database, scene.WholeInstance);
        new HistoryReplay(whole, Of(HandleRequest.RunAsync), WorkJson.Wire).FromEveryPrefix();
        var right = await HistoryRecorder.ReadAsync(scene.Client, scene.Database, scene.RightInstance);
        var replay = new HistoryReplay(right, Of(AnswerAccess.RunAsync), WorkJson.Wire);
        replay.FromEveryPrefix();
        replay.NoticesChanges();
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Of(Func<TaskOrchestrationContext, Task> run) =>
        async context =>
        {
            await run(context);
            return null;
        };

    private static Func<TaskOrchestrationContext, Task<object?>> Of(Func<TaskOrchestrationContext, Task<bool>> run) => async context => await run(context);
}
