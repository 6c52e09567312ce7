using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Intake;

/// <summary>One request, and orchestrations as a test wants them.</summary>
internal sealed class IntakeScene
{
    public IntakeScene(RightsRequest request)
    {
        Request = request;
        OnCommit = Commit;
        OnStart = Start;
        Store.FindAsync(default, default).ReturnsForAnyArgs(call => Find(call.Arg<RequestId>()));
        Store.CommitAsync(default!, default).ReturnsForAnyArgs(call => OnCommit(call.Arg<RequestCommit>()));
        Orchestrations.GetInstanceAsync(default!, default(bool), default).ReturnsForAnyArgs(call => Instance(call.Arg<string>()));
        Orchestrations.GetInstanceAsync(default!, default(CancellationToken)).ReturnsForAnyArgs(call => Instance(call.Arg<string>()));
        Orchestrations.GetAllInstancesAsync(default).ReturnsForAnyArgs(call => List(call.Arg<OrchestrationQuery>()));
        Orchestrations.ScheduleNewOrchestrationInstanceAsync(default, default(object), default(StartOrchestrationOptions), default)
            .ReturnsForAnyArgs(call => OnStart(call.Arg<StartOrchestrationOptions>()!.InstanceId!));
    }

    public FakeTimeProvider Time { get; } = new(Some.Moment);

    public IRequestStore Store { get; } = Substitute.For<IRequestStore>();

    public DurableTaskClient Orchestrations { get; } = Substitute.For<DurableTaskClient>("test");

    public RightsRequest Request { get; set; }

    /// <summary>A request that cannot be read.</summary>
    public RequestId? Broken { get; set; }

    public List<RequestCommit> Commits { get; } = [];

    /// <summary>By instance: where it stands.</summary>
    public SortedDictionary<string, OrchestrationRuntimeStatus> Instances { get; } = new(StringComparer.Ordinal);

    public Func<RequestCommit, CommitResult> OnCommit { get; set; }

    public Func<string, string> OnStart { get; set; }

    private CommitResult Commit(RequestCommit commit)
    {
        if (commit.Request.Version != Request.Version) return new CommitResult.Conflict();
        Commits.Add(commit);
        Request = commit.Request with { Version = Request.Version + 1 };
        return new CommitResult.Committed(Request.Version);
    }

    private RightsRequest? Find(RequestId id) => id == Broken ? throw new IOException("broken") : id == Request.Id ? Request : null;

    private OrchestrationMetadata? Instance(string id) => Instances.TryGetValue(id, out var status) ? Describe(id, status) : null;

    private AsyncPageable<OrchestrationMetadata> List(OrchestrationQuery? query) => Pageable.Create<OrchestrationMetadata>((_, _, _) => Task.FromResult(
        new Page<OrchestrationMetadata>([.. Instances.Where(entry => query!.Statuses!.Contains(entry.Value)).Select(entry => Describe(entry.Key, entry.Value))])));

    private string Start(string instanceId)
    {
        Assert.True(Instances.TryAdd(instanceId, OrchestrationRuntimeStatus.Pending), "Started twice.");
        return instanceId;
    }

    private static OrchestrationMetadata Describe(string id, OrchestrationRuntimeStatus status) =>
        new(OrchestratorNames.HandleRequest, id) { RuntimeStatus = status };
}
