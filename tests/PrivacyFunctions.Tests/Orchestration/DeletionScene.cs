using System.Collections.Concurrent;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

/// <summary>The orchestrators of a deletion on the real engine.</summary>
internal sealed class DeletionScene : OrchestrationScene
{
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<PlannedErasure> _erasures;
    private readonly bool _review;
    private string _hash = "the-hash";
    private DateTimeOffset? _until;
    private bool _frozen;

    private DeletionScene(TimeProvider time, bool review, IReadOnlyList<PlannedErasure> erasures)
        : base(time)
    {
        (_time, _review, _erasures) = (time, review, erasures);
        Registry
            .AddOrchestrator(OrchestratorNames.AnswerDeletion, async context => await AnswerDeletion.RunAsync(context))
            .AddActivity(PlanRequest.Name, Scripted<RequestWork>(_ => Plan("plan")))
            .AddActivity(ReplanRequest.Name, Scripted<RequestWork>(_ => Replan()))
            .AddActivity(CollectUnit.Name, Scripted<CollectUnitInput>(Collect))
            .AddActivity(CountFound.Name, Scripted<RequestWork>(_ => Noting("found", Found)))
            .AddActivity(StartCoolingOff.Name, Scripted<RequestWork>(_ => Announce()))
            .AddActivity(EndCoolingOff.Name, Scripted<RequestWork>(_ => EndWait()))
            .AddActivity(BeginErasure.Name, Scripted<ErasureScope>(_ => Noting("begin", new ErasureBegun(Standings.TryDequeue(out var next) ? next : Standing.Open, 1))))
            .AddActivity(EraseCollection.Name, Scripted<ErasureStep>(Erase))
            .AddActivity(RequeryCollection.Name, Scripted<ErasureStep>(step => Done("look", step)))
            .AddActivity(IssueReceipt.Name, Scripted<RequestWork>(_ => Noting("receipt", new IssuedReceipt(new ReceiptVersion(1, 1, "00", true, time.GetUtcNow()), true, [], [], []))))
            .AddActivity(CloseDeletion.Name, Scripted<DeletionClosing>(_ => Note("close")))
            .AddActivity(ForgetFound.Name, Scripted<RequestWork>(_ => Note("forget")));
    }

    /// <summary>What the search finds.</summary>
    public FoundRows Found { get; set; } = new(3, 0);

    /// <summary>What the next starts of erasing answer; then it may begin.</summary>
    public ConcurrentQueue<Standing> Standings { get; set; } = [];

    /// <summary>Hashes that later plans have; then they stay the same.</summary>
    public ConcurrentQueue<string> PlansLater { get; set; } = [];

    public IReadOnlyList<PlannedUnit> Units { get; set; } = [new("u1", "shop", [])];

    public TimeSpan CoolingOff { get; set; }

    public bool Resumed { get; set; }

    public IReadOnlyList<string>? Excluded { get; set; }

    protected override string Right => "deletion";

    public static async Task<DeletionScene> StartAsync(TimeProvider time, Action<DeletionScene> prepare, bool review, params PlannedErasure[] erasures)
    {
        var scene = new DeletionScene(time, review, erasures);
        prepare(scene);
        await scene.BeginAsync();
        return scene;
    }

    /// <summary>The person objects while the deletion waits.</summary>
    public async Task FreezeAsync()
    {
        _frozen = true;
        await Client.RaiseEventAsync(RightInstance, FrozenByPerson.EventName, new FrozenByPerson(1));
    }

    private PlannedRequest Plan(string entry) => Noting(entry, new PlannedRequest(
        "deletion",
        _hash,
        Units,
        _review,
        _time.GetUtcNow().UtcDateTime.AddDays(27),
        new RetrySchedule(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)))
    {
        Erasures = _erasures,
        Resumed = Resumed,
        Excluded = Excluded,
    });

    private PlannedRequest Replan()
    {
        _hash = PlansLater.TryDequeue(out var next) ? next : _hash;
        return Plan("replan");
    }

    private UnitCollected Collect(CollectUnitInput input)
    {
        MayFail(input.UnitId);
        Note($"collect {input.UnitId} {input.Phase}{(input.KeepStaged ? " kept" : "")}");
        return new UnitCollected(input.UnitId, "shop", 1, []);
    }

    private StepErased Erase(ErasureStep step)
    {
        MayFail(step.StepId);
        return Done("erase", step);
    }

    private StepErased Done(string what, ErasureStep step) => Noting($"{what} {step.StepId}{(step.Last ? " last" : "")}", new StepErased(step.StepId, 1));

    private CoolingOff Announce()
    {
        _until = CoolingOff > TimeSpan.Zero ? _time.GetUtcNow() + CoolingOff : null;
        return Noting("announce", Wait());
    }

    private CoolingOff EndWait()
    {
        if (_until <= _time.GetUtcNow() || _frozen) _until = null;
        var wait = Wait();
        return Noting(wait.Standing == Standing.Waiting ? "still-waiting" : "end-cooling-off", wait);
    }

    private CoolingOff Wait() =>
        new(_frozen ? Standing.Frozen : _until is null ? Standing.Open : Standing.Waiting, (_until ?? _time.GetUtcNow()).UtcDateTime);
}
