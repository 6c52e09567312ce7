using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Intake;

public sealed class StrandedWorkTests
{
    private readonly IntakeScene _scene = new(Some.Request() with { Status = RequestStatus.InProgress, Round = 1, Version = 3 });

    private StrandedWork Stranded => new(_scene.Store, _scene.Time, NullLogger<StrandedWork>.Instance);

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed, RequestStatus.InProgress)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, RequestStatus.InProgress)]
    [InlineData(OrchestrationRuntimeStatus.Failed, RequestStatus.AwaitingReview)]
    public async Task Work_that_ended_without_an_answer_is_begun_anew(OrchestrationRuntimeStatus instance, RequestStatus status)
    {
        _scene.Request = status == RequestStatus.AwaitingReview ? _scene.Request.Move(status, Some.Moment, code: "approval") : _scene.Request;
        End(instance);

        Assert.Equal(1, await SweepAsync());

        Assert.Equal(RequestStatus.Queued, _scene.Request.Status);
        Assert.Equal($"{_scene.Request.Id}-2", Assert.Single(Assert.Single(_scene.Commits).Messages).Id);
        Assert.Equal(2, _scene.Request.Move(RequestStatus.InProgress, Some.Moment).Round);
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task Work_that_ended_while_the_person_had_time_to_object_gives_that_time_anew()
    {
        _scene.Request = _scene.Request with { Right = Right.Deletion, CoolingOffUntil = Some.Moment.AddHours(72) };
        await GiveBackAsync(_scene.Request.Work);
        Assert.Equal((RequestStatus.Queued, null), (_scene.Request.Status, _scene.Request.CoolingOffUntil));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Work_that_goes_on_is_left_alone_and_not_even_asked_for(OrchestrationRuntimeStatus instance)
    {
        End(instance);
        Assert.Equal(0, await SweepAsync());
        await _scene.Store.DidNotReceiveWithAnyArgs().FindAsync(default, default);
        await _scene.Orchestrations.DidNotReceiveWithAnyArgs().GetInstanceAsync(default!, default(CancellationToken));
    }

    [Fact]
    public async Task Work_that_says_itself_that_it_ends_without_an_answer_is_given_back_once()
    {
        var work = _scene.Request.Work;
        for (var i = 0; i < 2; i++) await GiveBackAsync(work);
        Assert.Equal(RequestStatus.Queued, _scene.Request.Status);
        _scene.Request = _scene.Request.Move(RequestStatus.InProgress, Some.Moment);
        await GiveBackAsync(work);
        Assert.Equal(RequestStatus.InProgress, _scene.Request.Status);
        Assert.Single(_scene.Commits);
    }

    [Fact]
    public async Task A_closed_request_is_not_taken_back()
    {
        _scene.Request = _scene.Request.Move(RequestStatus.Cancelled, Some.Moment, Outcome.Withdrawn);
        End(OrchestrationRuntimeStatus.Terminated);
        await GiveBackAsync(_scene.Request.Work);
        Assert.Equal(0, await SweepAsync());
        Assert.Empty(_scene.Commits);
    }

    [Fact]
    public async Task Work_that_keeps_failing_is_shown_to_staff_and_then_left_to_them()
    {
        for (var restart = 1; restart <= StrandedWork.MostRestarts; restart++)
        {
            End(OrchestrationRuntimeStatus.Failed);
            Assert.Equal(1, await SweepAsync());
            _scene.Request = _scene.Request.Move(RequestStatus.InProgress, Some.Moment);
        }

        End(OrchestrationRuntimeStatus.Failed);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal((RequestStatus.AwaitingReview, WorkCode.GivenUp), (_scene.Request.Status, _scene.Request.Timeline[^1].Code));
        Assert.Equal(0, await SweepAsync());
        Assert.True(RequestTransitions.CanMove(_scene.Request.Status, RequestStatus.Queued));
    }

    [Theory]
    [InlineData(RequestStatus.InProgress)]
    [InlineData(RequestStatus.AwaitingReview)]
    public async Task What_cannot_be_taken_back_is_never_begun_anew_by_itself(RequestStatus status)
    {
        var request = status == RequestStatus.AwaitingReview ? _scene.Request.Move(status, Some.Moment, code: "failed-systems") : _scene.Request;
        _scene.Request = request with { Irreversible = true, PlanHash = "the-hash" };
        End(OrchestrationRuntimeStatus.Failed);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal((RequestStatus.AwaitingReview, WorkCode.GivenUp), (_scene.Request.Status, _scene.Request.Timeline[^1].Code));
        Assert.Equal((WorkCode.NoPlan, WorkCode.NoPlan), (_scene.Request.Question!.PlanHash, _scene.Request.PlanHash));
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task One_request_that_cannot_be_looked_after_keeps_no_other_from_it()
    {
        var other = Some.Request();
        _scene.Broken = other.Id;
        foreach (var id in new[] { other.Id.Value, "no-request" }) _scene.Instances[id] = OrchestrationRuntimeStatus.Failed;
        End(OrchestrationRuntimeStatus.Failed);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(RequestStatus.Queued, _scene.Request.Status);
    }

    [Fact]
    public async Task An_answer_that_came_in_between_wins()
    {
        End(OrchestrationRuntimeStatus.Failed);
        _scene.OnCommit = _ => new CommitResult.Conflict();
        Assert.Equal(0, await SweepAsync());
    }

    private void End(OrchestrationRuntimeStatus status) => _scene.Instances[_scene.Request.Work.InstanceId] = status;

    private Task<int> SweepAsync() => Stranded.SweepAsync(_scene.Orchestrations, default);

    private Task<bool> GiveBackAsync(RequestWork work) =>
        new GiveBackWork(_scene.Store, Stranded, new ActivityBoundary(NullLogger<ActivityBoundary>.Instance)).RunAsync(work, default);
}
