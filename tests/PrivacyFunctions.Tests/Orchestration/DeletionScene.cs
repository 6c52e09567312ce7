using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Local;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

/// <summary>The orchestrators of a deletion on the real engine, with activities that a test scripts.</summary>
internal sealed class DeletionScene : IAsyncDisposable
{
    private readonly TemporaryFolder _directory = new();
    private readonly SqliteDatabase _database;
    private readonly DurableEngine _engine;
    private readonly TimeProvider _time;
    private readonly RequestWork _work = new(RequestId.New().Value, 1);
    private readonly IReadOnlyList<PlannedErasure> _erasures;
    private readonly bool _review;
    private string _hash = "the-hash";
    private DateTimeOffset? _until;
    private bool _frozen;
    private int _questions;
    private StaffSaid? _said;

    private DeletionScene(TimeProvider time, bool review, IReadOnlyList<PlannedErasure> erasures)
    {
        (_time, _review, _erasures) = (time, review, erasures);
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _directory.File("privacy.db") });
        var registry = new DurableRegistry()
            .AddOrchestrator(OrchestratorNames.HandleRequest, async context => { await HandleRequest.RunAsync(context); return null; })
            .AddOrchestrator(OrchestratorNames.AnswerDeletion, async context => { await AnswerDeletion.RunAsync(context); return null; })
            .AddActivity(PlanRequest.Name, Scripted<RequestWork>(_ => Plan("plan")))
            .AddActivity(ReplanRequest.Name, Scripted<RequestWork>(_ => Replan()))
            .AddActivity(CollectUnit.Name, Scripted<CollectUnitInput>(Collect))
            .AddActivity(ReportSystemFailed.Name, Scripted<SystemFailed>(failed => Note($"failed {failed.Dataset} {failed.Code}")))
            .AddActivity(CountFound.Name, Scripted<RequestWork>(_ => Noting("found", Found)))
            .AddActivity(StaffReview.Ask, Scripted<StaffQuestion>(Ask))
            .AddActivity(StaffReview.Resume, Scripted<StaffTurn>(Resume))
            .AddActivity(StartCoolingOff.Name, Scripted<RequestWork>(_ => Announce()))
            .AddActivity(EndCoolingOff.Name, Scripted<RequestWork>(_ => EndWait()))
            .AddActivity(BeginErasure.Name, Scripted<ErasureScope>(_ => Noting("begin", new ErasureBegun(Standings.TryDequeue(out var next) ? next : Standing.Open, 1))))
            .AddActivity(EraseCollection.Name, Scripted<ErasureStep>(step => Work("erase", step)))
            .AddActivity(RequeryCollection.Name, Scripted<ErasureStep>(step => Work("look", step)))
            .AddActivity(IssueReceipt.Name, Scripted<RequestWork>(_ => Noting("receipt", new IssuedReceipt(new ReceiptVersion(1, 1, "00", true, time.GetUtcNow()), true, [], [], []))))
            .AddActivity(CloseDeletion.Name, Scripted<DeletionClosing>(_ => Note("close")))
            .AddActivity(ForgetFound.Name, Scripted<RequestWork>(_ => Note("forget")));
        _engine = new DurableEngine(_database, registry, WorkJson.Wire, new DurableEngineOptions(), time, NullLoggerFactory.Instance);
    }

    /// <summary>What happened, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Fault codes that the next attempts of erasing a step throw.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Faults { get; } = new();

    /// <summary>What the search finds.</summary>
    public FoundRows Found { get; set; } = new(3, 0);

    /// <summary>What the next starts of erasing answer; then it may begin.</summary>
    public ConcurrentQueue<Standing> Standings { get; set; } = [];

    /// <summary>Hashes that later plans have; then they stay the same.</summary>
    public ConcurrentQueue<string> PlansLater { get; set; } = [];

    public TimeSpan CoolingOff { get; set; }

    public bool Resumed { get; set; }

    public DurableTaskClient Client => _engine.Client;

    public SqliteDatabase Database => _database;

    public string RightInstance => OrchestratorNames.InstanceOfRight(_work, "deletion");

    public static async Task<DeletionScene> StartAsync(TimeProvider time, Action<DeletionScene> prepare, bool review, params PlannedErasure[] erasures)
    {
        var scene = new DeletionScene(time, review, erasures);
        prepare(scene);
        await scene._engine.StartAsync(CancellationToken.None);
        await scene.Client.ScheduleNewOrchestrationInstanceAsync(
            OrchestratorNames.HandleRequest, scene._work, new Microsoft.DurableTask.StartOrchestrationOptions(scene._work.InstanceId), CancellationToken.None);
        return scene;
    }

    /// <summary>Waits until the whole path ended.</summary>
    public async Task<OrchestrationRuntimeStatus> EndAsync() =>
        (await Client.WaitForInstanceCompletionAsync(_work.InstanceId, new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token)).RuntimeStatus;

    /// <summary>Waits until something was logged.</summary>
    public async Task UntilAsync(string entry)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Log.Contains(entry))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async Task SayAsync(PlanDecided plan)
    {
        _said = new StaffSaid(Waits: false, Works: true, plan);
        await Client.RaiseEventAsync(RightInstance, PlanDecided.EventName, plan);
    }

    public async Task SayAsync(SystemsDecided systems)
    {
        _said = new StaffSaid(Waits: false, Works: true, Systems: systems);
        await Client.RaiseEventAsync(RightInstance, SystemsDecided.EventName, systems);
    }

    /// <summary>The person objects while the deletion waits.</summary>
    public async Task FreezeAsync()
    {
        _frozen = true;
        await Client.RaiseEventAsync(RightInstance, FrozenByPerson.EventName, new FrozenByPerson(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
        _directory.Dispose();
    }

    private static ActivityFunction Scripted<T>(Func<T, object?> run) =>
        (call, _) => Task.FromResult(run(JsonSerializer.Deserialize<T>(call.Input!, WorkJson.Wire)!));

    private bool Note(string entry)
    {
        Log.Enqueue(entry);
        return true;
    }

    private T Noting<T>(string entry, T result)
    {
        Note(entry);
        return result;
    }

    private PlannedRequest Plan(string entry) => Noting(entry, new PlannedRequest(
        "deletion",
        _hash,
        [new PlannedUnit("u1", "shop", [])],
        _review,
        _time.GetUtcNow().UtcDateTime.AddDays(27),
        new RetrySchedule(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)))
    {
        Erasures = _erasures,
        Resumed = Resumed,
    });

    private PlannedRequest Replan()
    {
        _hash = PlansLater.TryDequeue(out var next) ? next : _hash;
        return Plan("replan");
    }

    private UnitCollected Collect(CollectUnitInput input)
    {
        Note($"collect {input.UnitId} {input.Phase}{(input.KeepStaged ? " kept" : "")}");
        return new UnitCollected(input.UnitId, "shop", 1, []);
    }

    private StepErased Work(string what, ErasureStep step)
    {
        if (what == "erase" && Faults.TryGetValue(step.StepId, out var faults) && faults.TryDequeue(out var code)) throw new ActivityFault(code);
        return Noting($"{what} {step.StepId}{(step.Last ? " last" : "")}", new StepErased(step.StepId, 1));
    }

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

    private StaffAsked Ask(StaffQuestion question)
    {
        _said = null;
        Note($"ask {question.Reason} {string.Join(',', question.Datasets)}".TrimEnd());
        return new StaffAsked(true, ++_questions, Answered: false);
    }

    private StaffSaid Resume(StaffTurn turn)
    {
        if (_said is null && !turn.Late) return new StaffSaid(Waits: true, Works: false);
        Note("resume");
        return _said ?? new StaffSaid(Waits: false, Works: true);
    }
}
