using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Local.Durable.Histories;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration.Histories;

/// <summary>
/// Ways that requests go, each recorded once and kept: whatever the orchestrators become, they must go on with requests that earlier versions
/// began. Never change one of these; add another.
/// </summary>
internal static class RecordedRequests
{
    private static readonly PlannedUnit Portal = new("u1", "portal", []);
    private static readonly PlannedUnit Tickets = new("u2", "ticketing", ["u1"]);
    private static readonly PlannedUnit News = new("u3", "newsletter", []);
    private static readonly PlannedErasure Orders = new("s2", "shop", []);
    private static readonly PlannedErasure Persons = new("s1", "shop", []);
    private static readonly PlannedErasure Letters = new("s3", "newsletter", ["s1"]);
    private static readonly TimeSpan CoolingOff = TimeSpan.FromHours(72);

    /// <summary>By name: the way from its beginning to its end.</summary>
    public static IReadOnlyDictionary<string, Func<Task<OrchestrationScene>>> Ways { get; } = new Dictionary<string, Func<Task<OrchestrationScene>>>
    {
        ["AccessAnswered"] = () => AccessAsync(_ => { }, review: false, _ => Task.CompletedTask),
        ["AccessApproved"] = () => AccessAsync(_ => { }, review: true, ApproveAsync),
        ["AccessDenied"] = () => AccessAsync(_ => { }, review: true, DenyAsync),
        ["AccessRetriedByItself"] = () => AccessAsync(s => s.Faults["u1"] = new([FaultCode.Timeout, FaultCode.Unreachable]), review: false, _ => Task.CompletedTask),
        ["AccessRetriedThenSkipped"] = () => AccessAsync(s => s.Faults["u1"] = new([FaultCode.Denied, FaultCode.Denied]), review: false, RetryThenSkipAsync),
        ["AccessPlannedAgain"] = () => AccessAsync(SeeLater, review: false, _ => Task.CompletedTask),
        ["AccessWithdrawn"] = () => AccessAsync(s => s.Withdrawn = true, review: true, _ => Task.CompletedTask),
        ["AccessGivenBack"] = () => AccessAsync(s => s.Withdrawn = true, review: true, _ => Task.CompletedTask),
        ["AccessAtItsDeadline"] = AccessAtItsDeadlineAsync,
        ["DeletionApproved"] = () => DeletionAsync(_ => { }, review: true, ApproveAsync),
        ["DeletionApprovedInPart"] = () => DeletionAsync(_ => { }, review: true, ApproveInPartAsync),
        ["DeletionDenied"] = () => DeletionAsync(_ => { }, review: true, DenyAsync),
        ["DeletionOfNothing"] = () => DeletionAsync(s => s.Found = new FoundRows(0, 0), review: true, _ => Task.CompletedTask),
        ["DeletionRetriedByItself"] = () => DeletionAsync(s => s.Faults["s1"] = new([FaultCode.Timeout]), review: false, _ => Task.CompletedTask),
        ["DeletionRetried"] = () => DeletionAsync(s => s.Faults["s1"] = new([FaultCode.Denied]), review: false, RetryAsync),
        ["DeletionSkipped"] = () => DeletionAsync(s => s.Faults["s1"] = new([FaultCode.Denied]), review: false, SkipAsync),
        ["DeletionOfAnotherPlan"] = () => DeletionAsync(s => s.PlansLater = new(["new-hash"]), review: false, s => ApproveNewAsync(s, "ask plan-changed", "new-hash")),
        ["DeletionOfARefusedPlan"] = () => DeletionAsync(s => s.Standings = new([Standing.Refused, Standing.Open]), review: false, s => ApproveNewAsync(s, "ask plan-refused", "the-hash")),
        ["DeletionStoppedInTheLastMoment"] = () => DeletionAsync(s => s.Standings = new([Standing.Frozen, Standing.Open]), review: false, s => ApproveNewAsync(s, "ask not-me", "the-hash")),
        ["DeletionResumed"] = () => DeletionAsync(s => s.Resumed = true, review: false, _ => Task.CompletedTask),
        ["DeletionCooledOff"] = DeletionCooledOffAsync,
        ["DeletionFrozenThenApproved"] = () => DeletionFrozenAsync(s => ApproveNewAsync(s, "ask not-me", "the-hash")),
        ["DeletionFrozenThenDenied"] = () => DeletionFrozenAsync(async s =>
        {
            await s.UntilAsync("ask not-me");
            await s.CloseAsync();
        }),
        ["DeletionWithdrawnWhileCoolingOff"] = DeletionWithdrawnAsync,
    };

    /// <summary>Goes every way that is not recorded yet and writes both its histories, that of the whole request and that of its right.</summary>
    public static async Task<int> RecordAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var (name, way) in Ways)
        {
            var path = Path.Combine(directory, $"{name}.json");
            if (File.Exists(path)) continue;
            await using var scene = await way();
            var whole = await HistoryRecorder.ReadAsync(scene.Client, scene.Database, scene.WholeInstance);
            var right = await HistoryRecorder.ReadAsync(scene.Client, scene.Database, scene.RightInstance);
            await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.Whole.json"), whole.Write());
            await File.WriteAllTextAsync(path, right.Write());
        }

        return 0;
    }

    private static async Task<OrchestrationScene> AccessAsync(Action<AccessScene> prepare, bool review, Func<OrchestrationScene, Task> drive)
    {
        var scene = await AccessScene.StartAsync(TimeProvider.System, prepare, review, Portal, Tickets, News);
        await drive(scene);
        await scene.EndAsync();
        return scene;
    }

    private static async Task<OrchestrationScene> DeletionAsync(Action<DeletionScene> prepare, bool review, Func<OrchestrationScene, Task> drive)
    {
        var scene = await DeletionScene.StartAsync(TimeProvider.System, prepare, review, Orders, Persons, Letters);
        await drive(scene);
        await scene.EndAsync();
        return scene;
    }

    private static void SeeLater(AccessScene scene)
    {
        scene.Plan = scene.Plan with { Unseen = true };
        scene.PlanThen = scene.Plan with { PlanHash = "another", Unseen = false };
    }

    private static async Task ApproveAsync(OrchestrationScene scene)
    {
        await scene.UntilAsync("ask approval");
        await scene.SayAsync(new PlanDecided("the-hash", []));
    }

    private static async Task ApproveInPartAsync(OrchestrationScene scene)
    {
        await scene.UntilAsync("ask approval");
        await scene.SayAsync(new PlanDecided("the-hash", ["newsletter"]));
    }

    private static async Task ApproveNewAsync(OrchestrationScene scene, string question, string hash)
    {
        await scene.UntilAsync(question);
        await scene.SayAsync(new PlanDecided(hash, []));
    }

    private static async Task DenyAsync(OrchestrationScene scene)
    {
        await scene.UntilAsync("ask approval");
        await scene.CloseAsync();
    }

    private static async Task RetryThenSkipAsync(OrchestrationScene scene)
    {
        await scene.UntilAsync("ask failed-systems portal");
        await scene.SayAsync(new SystemsDecided(["portal"], []), times: 2);
        await scene.UntilAsync("ask failed-systems portal", times: 2);
        await scene.SayAsync(new SystemsDecided([], ["portal"]));
    }

    private static async Task RetryAsync(OrchestrationScene scene)
    {
        await scene.UntilAsync("ask failed-systems shop,newsletter");
        await scene.SayAsync(new SystemsDecided(["shop", "newsletter"], []));
    }

    private static async Task SkipAsync(OrchestrationScene scene)
    {
        await scene.UntilAsync("ask failed-systems shop,newsletter");
        await scene.SayAsync(new SystemsDecided([], ["shop", "newsletter"]));
    }

    private static async Task<OrchestrationScene> AccessAtItsDeadlineAsync()
    {
        var time = Clock();
        var scene = await AccessScene.StartAsync(time, s => s.Faults["u1"] = new([FaultCode.Denied]), units: [Portal, News]);
        await scene.UntilAsync("ask failed-systems portal");
        time.Advance(TimeSpan.FromDays(28));
        await scene.EndAsync();
        return scene;
    }

    private static async Task<OrchestrationScene> DeletionCooledOffAsync()
    {
        var time = Clock();
        var scene = await DeletionScene.StartAsync(time, s => s.CoolingOff = CoolingOff, review: false, Orders, Persons);
        await scene.UntilAsync("announce");
        while (!scene.Log.Contains("end-cooling-off"))
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        await scene.EndAsync();
        return scene;
    }

    private static async Task<OrchestrationScene> DeletionFrozenAsync(Func<OrchestrationScene, Task> drive)
    {
        var scene = await DeletionScene.StartAsync(TimeProvider.System, s => s.CoolingOff = CoolingOff, review: false, Orders, Persons);
        await scene.UntilAsync("announce");
        await scene.FreezeAsync();
        await drive(scene);
        await scene.EndAsync();
        return scene;
    }

    private static async Task<OrchestrationScene> DeletionWithdrawnAsync()
    {
        var scene = await DeletionScene.StartAsync(TimeProvider.System, s => s.CoolingOff = CoolingOff, review: false, Orders, Persons);
        await scene.UntilAsync("announce");
        await scene.CloseAsync();
        await scene.EndAsync();
        return scene;
    }

    private static FakeTimeProvider Clock() => new(DateTimeOffset.UnixEpoch.AddYears(56));
}
