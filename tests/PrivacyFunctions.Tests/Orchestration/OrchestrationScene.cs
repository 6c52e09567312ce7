using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Delivery;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Local;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

/// <summary>The product's orchestrators on the real engine, with activities that a test scripts.</summary>
internal sealed class OrchestrationScene : IAsyncDisposable
{
    private readonly TemporaryFolder _directory = new();
    private readonly SqliteDatabase _database;
    private readonly DurableEngine _engine;
    private int _questions;
    private StaffSaid? _said;
    private readonly RequestWork _work = new(RequestId.New().Value, 1);

    private OrchestrationScene(PlannedRequest plan, TimeProvider time)
    {
        Plan = plan;
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _directory.File("privacy.db") });
        var registry = new DurableRegistry()
            .AddOrchestrator(OrchestratorNames.HandleRequest, async context => { await HandleRequest.RunAsync(context); return null; })
            .AddOrchestrator(OrchestratorNames.AnswerAccess, async context => { await AnswerAccess.RunAsync(context); return null; })
            .AddActivity(PlanRequest.Name, Scripted<RequestWork>(_ => Plan))
            .AddActivity(PlanRequest.Again, Scripted<RequestWork>(_ => { Note("plan again"); return Plan = PlanThen ?? Plan; }))
            .AddActivity(CollectUnit.Name, Scripted<CollectUnitInput>(Collect))
            .AddActivity(ReportSystemFailed.Name, Scripted<SystemFailed>(failed => Note($"failed {failed.Dataset} {failed.Code}")))
            .AddActivity(StaffReview.Ask, Scripted<StaffQuestion>(Ask))
            .AddActivity(StaffReview.Resume, Scripted<StaffTurn>(Resume))
            .AddActivity(AssembleBundle.Name, Scripted<RequestWork>(_ => { Note("bundle"); return new AssembledBundle(1, "a", 1, "00", 1, [], [], []); }))
            .AddActivity(AnswerRequest.Name, Scripted<AnswerInput>(_ => Note("answer")));
        _engine = new DurableEngine(_database, registry, WorkJson.Wire, new DurableEngineOptions(), time, NullLoggerFactory.Instance);
    }

    /// <summary>The plan; a test may change it before the work begins.</summary>
    public PlannedRequest Plan { get; set; }

    /// <summary>What planning again gives.</summary>
    public PlannedRequest? PlanThen { get; set; }

    /// <summary>What happened, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Fault codes that the next attempts of a unit throw.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Faults { get; } = new();

    /// <summary>Whether the person withdrew the request before staff could be asked.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>Names of identities that a unit confirms.</summary>
    public Dictionary<string, string[]> Confirms { get; } = [];

    public DurableTaskClient Client => _engine.Client;

    public SqliteDatabase Database => _database;

    public string WholeInstance => _work.InstanceId;

    public string RightInstance => OrchestratorNames.InstanceOfRight(_work, Plan.Right);

    public static async Task<OrchestrationScene> StartAsync(TimeProvider time, Action<OrchestrationScene> prepare, bool review = false, params PlannedUnit[] units)
    {
        var plan = new PlannedRequest(
            "access", "the-hash", units, review, time.GetUtcNow().UtcDateTime.AddDays(27), new RetrySchedule(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)));
        var scene = new OrchestrationScene(plan, time);
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

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
        _directory.Dispose();
    }

    /// <summary>Staff say it: the request holds it, and the orchestration is told, perhaps more than once.</summary>
    public async Task SayAsync(PlanDecided plan, int times = 1)
    {
        _said = new StaffSaid(Waits: false, Works: true, plan);
        for (var i = 0; i < times; i++) await Client.RaiseEventAsync(RightInstance, PlanDecided.EventName, plan);
    }

    /// <inheritdoc cref="SayAsync(PlanDecided, int)"/>
    public async Task SayAsync(SystemsDecided systems, int times = 1)
    {
        _said = new StaffSaid(Waits: false, Works: true, Systems: systems);
        for (var i = 0; i < times; i++) await Client.RaiseEventAsync(RightInstance, SystemsDecided.EventName, systems);
    }

    private StaffAsked Ask(StaffQuestion question)
    {
        Note($"ask {question.Reason} {string.Join(',', question.Datasets)}".TrimEnd());
        return new StaffAsked(!Withdrawn, ++_questions, Answered: false);
    }

    private StaffSaid Resume(StaffTurn turn)
    {
        if (Withdrawn) return new StaffSaid(Waits: false, Works: false);
        if (turn.Question != _questions || (_said is null && !turn.Late))
        {
            Note("wait");
            return new StaffSaid(Waits: true, Works: false);
        }

        Note("resume");
        var said = _said ?? new StaffSaid(Waits: false, Works: true);
        _said = null;
        return said;
    }

    private bool Note(string entry)
    {
        Log.Enqueue(entry);
        return true;
    }

    private UnitCollected Collect(CollectUnitInput input)
    {
        if (Faults.TryGetValue(input.UnitId, out var faults) && faults.TryDequeue(out var code))
        {
            Note($"fault {input.UnitId}");
            throw new ActivityFault(code);
        }

        Note($"collect {input.UnitId}{string.Concat(input.ConfirmedIdentities.Select(name => " +" + name))}");
        return new UnitCollected(input.UnitId, Plan.Units.Single(unit => unit.Id == input.UnitId).Dataset, 1, Confirms.GetValueOrDefault(input.UnitId, []));
    }

    private static ActivityFunction Scripted<T>(Func<T, object?> run) =>
        (call, _) => Task.FromResult(run(JsonSerializer.Deserialize<T>(call.Input!, WorkJson.Wire)!));
}
