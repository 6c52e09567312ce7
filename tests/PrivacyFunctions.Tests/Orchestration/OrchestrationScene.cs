using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Local;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Orchestration;

/// <summary>The product's orchestrators on the real engine, with activities that a test scripts. What all rights share.</summary>
internal abstract class OrchestrationScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _directory = new();
    private readonly DurableEngine _engine;
    private int _questions;
    private StaffSaid? _said;

    protected OrchestrationScene(TimeProvider time)
    {
        Database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _directory.File("privacy.db") });
        Registry = new DurableRegistry()
            .AddOrchestrator(OrchestratorNames.HandleRequest, async context => { await HandleRequest.RunAsync(context); return null; })
            .AddActivity(GiveBackWork.Name, Scripted<RequestWork>(_ => Note("give back")))
            .AddActivity(ReportSystemFailed.Name, Scripted<SystemFailed>(failed => Note($"failed {failed.Dataset} {failed.Code}")))
            .AddActivity(StaffReview.Ask, Scripted<StaffQuestion>(Ask))
            .AddActivity(StaffReview.Resume, Scripted<StaffTurn>(Resume));
        _engine = new DurableEngine(Database, Registry, WorkJson.Wire, new DurableEngineOptions(), time, NullLoggerFactory.Instance);
    }

    /// <summary>What happened, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Fault codes that the next attempts of a unit or step throw.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Faults { get; } = new();

    /// <summary>Whether the person withdrew the request before staff could be asked.</summary>
    public bool Withdrawn { get; set; }

    public DurableTaskClient Client => _engine.Client;

    public SqliteDatabase Database { get; }

    public string WholeInstance => Work.InstanceId;

    public string RightInstance => OrchestratorNames.InstanceOfRight(Work, Right);

    protected abstract string Right { get; }

    protected RequestWork Work { get; } = new(RequestId.New().Value, 1);

    protected DurableRegistry Registry { get; }

    /// <summary>Waits until the whole path ended.</summary>
    public async Task<OrchestrationRuntimeStatus> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return (await Client.WaitForInstanceCompletionAsync(WholeInstance, patience.Token)).RuntimeStatus;
    }

    /// <summary>Waits until something was logged.</summary>
    /// <param name="entry">What.</param>
    /// <param name="times">How often at least.</param>
    public async Task UntilAsync(string entry, int times = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Log.Count(logged => logged == entry) < times)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Staff say it: the request holds it, and the orchestration is told, perhaps more than once.</summary>
    public Task SayAsync(PlanDecided plan, int times = 1) => SayAsync(new StaffSaid(Waits: false, Works: true, plan), PlanDecided.EventName, plan, times);

    /// <inheritdoc cref="SayAsync(PlanDecided, int)"/>
    public Task SayAsync(SystemsDecided systems, int times = 1) =>
        SayAsync(new StaffSaid(Waits: false, Works: true, Systems: systems), SystemsDecided.EventName, systems, times);

    /// <summary>Staff deny, or the person withdraws: whatever runs is ended.</summary>
    public async Task CloseAsync()
    {
        await Client.TerminateInstanceAsync(WholeInstance, new TerminateInstanceOptions("closed", Recursive: true));
        using var patience = new CancellationTokenSource(Patience);
        await Client.WaitForInstanceCompletionAsync(RightInstance, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Database.Dispose();
        _directory.Dispose();
    }

    protected static ActivityFunction Scripted<T>(Func<T, object?> run) =>
        (call, _) => Task.FromResult(run(JsonSerializer.Deserialize<T>(call.Input!, WorkJson.Wire)!));

    protected async Task BeginAsync()
    {
        await _engine.StartAsync(CancellationToken.None);
        await Client.ScheduleNewOrchestrationInstanceAsync(OrchestratorNames.HandleRequest, Work, new StartOrchestrationOptions(WholeInstance), CancellationToken.None);
    }

    protected bool Note(string entry)
    {
        Log.Enqueue(entry);
        return true;
    }

    protected T Noting<T>(string entry, T result)
    {
        Note(entry);
        return result;
    }

    /// <summary>Fails as the test wants this part to fail next.</summary>
    protected void MayFail(string part)
    {
        if (!Faults.TryGetValue(part, out var faults) || !faults.TryDequeue(out var code)) return;
        Note($"fault {part}");
        throw new ActivityFault(code);
    }

    private async Task SayAsync<T>(StaffSaid said, string name, T payload, int times)
    {
        _said = said;
        for (var i = 0; i < times; i++) await Client.RaiseEventAsync(RightInstance, name, payload);
    }

    private StaffAsked Ask(StaffQuestion question)
    {
        _said = null;
        Note($"ask {question.Reason} {string.Join(',', question.Datasets)}".TrimEnd());
        return new StaffAsked(!Withdrawn, ++_questions, Answered: false);
    }

    // Says the same however often it runs: a clock that leaps outruns the lease of an activity, which then runs twice.
    private StaffSaid Resume(StaffTurn turn)
    {
        if (Withdrawn) return new StaffSaid(Waits: false, Works: false);
        if (_said is null && !turn.Late) return Noting("wait", new StaffSaid(Waits: true, Works: false));
        return Noting("resume", _said ?? new StaffSaid(Waits: false, Works: true));
    }
}
