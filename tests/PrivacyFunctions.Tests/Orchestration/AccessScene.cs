using PrivacyFunctions.Bundling;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Delivery;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

/// <summary>The orchestrators of an access request on the real engine.</summary>
internal sealed class AccessScene : OrchestrationScene
{
    private AccessScene(PlannedRequest plan, TimeProvider time)
        : base(time)
    {
        Plan = plan;
        Registry
            .AddOrchestrator(OrchestratorNames.AnswerAccess, async context => await AnswerAccess.RunAsync(context))
            .AddActivity(PlanRequest.Name, Scripted<RequestWork>(_ => Plan))
            .AddActivity(PlanRequest.Again, Scripted<RequestWork>(_ => Noting("plan again", Plan = PlanThen ?? Plan)))
            .AddActivity(CollectUnit.Name, Scripted<CollectUnitInput>(Collect))
            .AddActivity(AssembleBundle.Name, Scripted<RequestWork>(_ => Noting("bundle", new AssembledBundle(1, "a", 1, "00", 1, [], [], []))))
            .AddActivity(AnswerRequest.Name, Scripted<AnswerInput>(_ => Note("answer")));
    }

    /// <summary>The plan; a test may change it before the work begins.</summary>
    public PlannedRequest Plan { get; set; }

    /// <summary>What planning again gives.</summary>
    public PlannedRequest? PlanThen { get; set; }

    /// <summary>Names of identities that a unit confirms.</summary>
    public Dictionary<string, string[]> Confirms { get; } = [];

    protected override string Right => "access";

    public static async Task<AccessScene> StartAsync(TimeProvider time, Action<AccessScene> prepare, bool review = false, params PlannedUnit[] units)
    {
        var plan = new PlannedRequest(
            "access", "the-hash", units, review, time.GetUtcNow().UtcDateTime.AddDays(27), new RetrySchedule(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)));
        var scene = new AccessScene(plan, time);
        prepare(scene);
        await scene.BeginAsync();
        return scene;
    }

    private UnitCollected Collect(CollectUnitInput input)
    {
        MayFail(input.UnitId);
        Note($"collect {input.UnitId}{string.Concat(input.ConfirmedIdentities.Select(name => " +" + name))}");
        return new UnitCollected(input.UnitId, Plan.Units.Single(unit => unit.Id == input.UnitId).Dataset, 1, Confirms.GetValueOrDefault(input.UnitId, []));
    }
}
