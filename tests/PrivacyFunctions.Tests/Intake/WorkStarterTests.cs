using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Intake;

public sealed class WorkStarterTests
{
    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IRequestStore _store = Substitute.For<IRequestStore>();
    private readonly DurableTaskClient _orchestrations = Substitute.For<DurableTaskClient>("test");
    private readonly HashSet<string> _instances = [];
    private Func<RequestCommit, CommitResult> _commit;
    private Func<string, string> _start;
    private RightsRequest _request = Some.Request() with { Status = RequestStatus.Queued, Version = 3 };

    public WorkStarterTests()
    {
        _commit = Commit;
        _start = Start;
        _store.FindAsync(default, default).ReturnsForAnyArgs(_ => _request);
        _store.CommitAsync(default!, default).ReturnsForAnyArgs(call => _commit(call.Arg<RequestCommit>()));
        _orchestrations.GetInstanceAsync(default!, default(bool), default).ReturnsForAnyArgs(call => Find(call.Arg<string>()));
        _orchestrations.GetInstanceAsync(default!, default(CancellationToken)).ReturnsForAnyArgs(call => Find(call.Arg<string>()));
        _orchestrations.ScheduleNewOrchestrationInstanceAsync(default, default(object), default(StartOrchestrationOptions), default)
            .ReturnsForAnyArgs(call => _start(call.Arg<StartOrchestrationOptions>()!.InstanceId!));
    }

    private WorkStarter Starter => new(_store, _time);

    [Fact]
    public async Task A_queued_request_is_won_and_started_under_its_own_name()
    {
        Assert.Equal(StartResult.Started, await Starter.StartAsync(_request.Id, _orchestrations, default));
        Assert.Equal(RequestStatus.InProgress, _request.Status);
        Assert.Equal(1, _request.Round);
        Assert.Equal([_request.Id.Value], _instances);
    }

    [Fact]
    public async Task A_later_round_has_a_name_of_its_own()
    {
        _request = _request with { Round = 1 };
        await Starter.StartAsync(_request.Id, _orchestrations, default);
        Assert.Equal([$"{_request.Id}-2"], _instances);
    }

    [Fact]
    public async Task A_redelivery_starts_nothing_twice()
    {
        await Starter.StartAsync(_request.Id, _orchestrations, default);
        Assert.Equal(StartResult.RunsAlready, await Starter.StartAsync(_request.Id, _orchestrations, default));
        Assert.Single(_instances);
    }

    [Fact]
    public async Task In_progress_without_an_instance_is_started_by_the_redelivery()
    {
        _request = _request with { Status = RequestStatus.InProgress, Round = 1 };
        Assert.Equal(StartResult.Started, await Starter.StartAsync(_request.Id, _orchestrations, default));
        Assert.Equal([_request.Id.Value], _instances);
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_counts()
    {
        _start = instanceId =>
        {
            _instances.Add(instanceId);
            throw new IOException("The answer was lost.");
        };
        Assert.Equal(StartResult.RunsAlready, await Starter.StartAsync(_request.Id, _orchestrations, default));
    }

    [Fact]
    public async Task A_start_that_failed_is_told_so_that_the_message_comes_again()
    {
        _start = _ => throw new IOException("Not reachable.");
        await Assert.ThrowsAsync<IOException>(() => Starter.StartAsync(_request.Id, _orchestrations, default));
        Assert.Equal(RequestStatus.InProgress, _request.Status);
    }

    [Theory]
    [InlineData(RequestStatus.Cancelled)]
    [InlineData(RequestStatus.Completed)]
    [InlineData(RequestStatus.AwaitingVerification)]
    [InlineData(RequestStatus.AwaitingReview)]
    public async Task Nothing_else_is_started(RequestStatus status)
    {
        _request = _request with { Status = status };
        Assert.Equal(StartResult.NotQueued, await Starter.StartAsync(_request.Id, _orchestrations, default));
        Assert.Empty(_instances);
    }

    [Fact]
    public async Task The_loser_of_the_race_for_a_request_looks_again()
    {
        _commit = _ =>
        {
            _request = _request.Move(RequestStatus.Cancelled, Some.Moment, Outcome.Withdrawn);
            return new CommitResult.Conflict();
        };
        Assert.Equal(StartResult.NotQueued, await Starter.StartAsync(_request.Id, _orchestrations, default));
        Assert.Empty(_instances);
    }

    [Theory]
    [InlineData("""{"requestId":"no id"}""")]
    [InlineData("""{"requestId":7}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public async Task A_message_that_names_no_request_is_dropped(string body)
    {
        var function = new StartVerifiedRequest(Starter, NullLogger<StartVerifiedRequest>.Instance);
        await function.RunAsync(body, "m1", 1, _orchestrations, default);
        Assert.Empty(_instances);
    }

    [Theory]
    [InlineData(RequestStatus.Queued, 1)]
    [InlineData(RequestStatus.InProgress, 1)]
    [InlineData(RequestStatus.Completed, 0)]
    public async Task A_dead_letter_is_queued_again_while_its_request_waits(RequestStatus status, int sent)
    {
        _request = _request with { Status = status };
        var sender = Substitute.For<IMessageSender>();
        var function = new RestartDeadLetter(_store, sender, _time, NullLogger<RestartDeadLetter>.Instance);
        await function.RunAsync($$"""{"requestId":"{{_request.Id}}"}""", "m1", default);
        await sender.Received(sent).SendAsync(
            MessageEntities.VerifiedRequests, Arg.Is<string>(id => id != "m1"), Arg.Any<string>(), _time.GetUtcNow() + TimeSpan.FromMinutes(10), default);
    }

    private CommitResult Commit(RequestCommit commit)
    {
        if (commit.Request.Version != _request.Version) return new CommitResult.Conflict();
        _request = commit.Request with { Version = _request.Version + 1 };
        return new CommitResult.Committed(_request.Version);
    }

    private OrchestrationMetadata? Find(string instanceId) =>
        _instances.Contains(instanceId) ? new OrchestrationMetadata("HandleRequest", instanceId) : null;

    private string Start(string instanceId)
    {
        Assert.True(_instances.Add(instanceId), "Started twice.");
        return instanceId;
    }
}
