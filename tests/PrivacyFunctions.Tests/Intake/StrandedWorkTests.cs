using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Intake;

public sealed class StrandedWorkTests
{
    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IRequestStore _store = Substitute.For<IRequestStore>();
    private readonly DurableTaskClient _orchestrations = Substitute.For<DurableTaskClient>("test");
    private readonly List<RequestCommit> _commits = [];
    private OrchestrationRuntimeStatus? _instance = OrchestrationRuntimeStatus.Failed;
    private readonly List<RightsRequest> _before = [];
    private bool _othersAreFaster;
    private string? _broken;
    private RightsRequest _request = Some.Request() with { Status = RequestStatus.InProgress, Round = 1, Version = 3 };

    public StrandedWorkTests()
    {
        _store.ListAsync(default!, default).ReturnsForAnyArgs(call =>
            new RequestPage([.. _before.Append(_request).Where(request => request.Status == call.Arg<RequestFilter>().Status)], null));
        _store.CommitAsync(default!, default).ReturnsForAnyArgs(call => Commit(call.Arg<RequestCommit>()));
        _orchestrations.GetInstanceAsync(default!, default(bool), default).ReturnsForAnyArgs(call => Find(call.Arg<string>()));
        _orchestrations.GetInstanceAsync(default!, default(CancellationToken)).ReturnsForAnyArgs(call => Find(call.Arg<string>()));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed, RequestStatus.InProgress)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, RequestStatus.InProgress)]
    [InlineData(OrchestrationRuntimeStatus.Completed, RequestStatus.InProgress)]
    [InlineData(OrchestrationRuntimeStatus.Failed, RequestStatus.AwaitingReview)]
    public async Task Work_that_ended_without_an_answer_is_begun_anew(OrchestrationRuntimeStatus instance, RequestStatus status)
    {
        _instance = instance;
        _request = status == RequestStatus.AwaitingReview ? _request.Move(status, Some.Moment, code: "approval") : _request;

        Assert.Equal(1, await SweepAsync());

        Assert.Equal(RequestStatus.Queued, _request.Status);
        Assert.Equal($"{_request.Id}-2", Assert.Single(Assert.Single(_commits).Messages).Id);
        Assert.Equal(2, _request.Move(RequestStatus.InProgress, Some.Moment).Round);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Work_that_goes_on_is_left_alone(OrchestrationRuntimeStatus instance)
    {
        _instance = instance;
        Assert.Equal(0, await SweepAsync());
        Assert.Empty(_commits);
    }

    [Fact]
    public async Task Work_that_is_not_there_is_given_time_to_begin()
    {
        _instance = null;
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(0, await SweepAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(RequestStatus.Queued, _request.Status);
    }

    [Fact]
    public async Task Work_that_keeps_failing_is_shown_to_staff_and_then_left_to_them()
    {
        for (var restart = 1; restart <= StrandedWork.MostRestarts; restart++)
        {
            Assert.Equal(1, await SweepAsync());
            _request = _request.Move(RequestStatus.InProgress, Some.Moment);
        }

        Assert.Equal(1, await SweepAsync());
        Assert.Equal((RequestStatus.AwaitingReview, WorkCode.GivenUp), (_request.Status, _request.Timeline[^1].Code));
        Assert.Equal(0, await SweepAsync());
        Assert.True(RequestTransitions.CanMove(_request.Status, RequestStatus.Queued));
    }

    [Theory]
    [InlineData(RequestStatus.InProgress)]
    [InlineData(RequestStatus.AwaitingReview)]
    public async Task What_cannot_be_taken_back_is_never_begun_anew_by_itself(RequestStatus status)
    {
        _request = (status == RequestStatus.AwaitingReview ? _request.Move(status, Some.Moment, code: "failed-systems") : _request) with { Irreversible = true };
        Assert.Equal(1, await SweepAsync());
        Assert.Equal((RequestStatus.AwaitingReview, WorkCode.GivenUp), (_request.Status, _request.Timeline[^1].Code));
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task Staff_who_say_go_on_begin_another_round_and_approve_no_plan_with_it()
    {
        _request = _request with { Irreversible = true, PlanHash = "the-hash" };
        await SweepAsync();
        Assert.Equal((WorkCode.GivenUp, WorkCode.NoPlan, WorkCode.NoPlan), (_request.Question!.Code, _request.Question.PlanHash, _request.PlanHash));
        _request = _request with { Question = _request.Question with { Said = new StaffWord(Some.Moment) { Plan = new PlanDecided(WorkCode.NoPlan, []) } } };
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(RequestStatus.Queued, _request.Status);
    }

    [Fact]
    public async Task One_request_that_cannot_be_looked_after_keeps_no_other_from_it()
    {
        var other = Some.Request() with { Status = RequestStatus.InProgress, Round = 1, Version = 1 };
        _before.Add(other);
        _broken = other.Id.Value;
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(RequestStatus.Queued, _request.Status);
    }

    [Fact]
    public async Task An_answer_that_came_in_between_wins()
    {
        _othersAreFaster = true;
        Assert.Equal(0, await SweepAsync());
    }

    private Task<int> SweepAsync() => new StrandedWork(_store, _time, NullLogger<StrandedWork>.Instance).SweepAsync(_orchestrations, default);

    private CommitResult Commit(RequestCommit commit)
    {
        if (_othersAreFaster) return new CommitResult.Conflict();
        _commits.Add(commit);
        _request = commit.Request with { Version = _request.Version + 1 };
        return new CommitResult.Committed(_request.Version);
    }

    private OrchestrationMetadata? Find(string? instance)
    {
        if (instance is not null && instance == _broken) throw new IOException("broken");
        return _instance is { } status && instance == _request.Work.InstanceId ? new OrchestrationMetadata("HandleRequest", instance) { RuntimeStatus = status } : null;
    }
}
