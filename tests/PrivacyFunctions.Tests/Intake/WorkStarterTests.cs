using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Intake;

public sealed class WorkStarterTests
{
    private readonly IntakeScene _scene = new(Some.Request() with { Status = RequestStatus.Queued, Version = 3 });

    private WorkStarter Starter => new(_scene.Store, _scene.Time);

    [Fact]
    public async Task A_queued_request_is_won_and_started_under_its_own_name()
    {
        Assert.Equal(StartResult.Started, await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
        Assert.Equal(RequestStatus.InProgress, _scene.Request.Status);
        Assert.Equal(1, _scene.Request.Round);
        Assert.Equal([_scene.Request.Id.Value], _scene.Instances.Keys);
    }

    [Fact]
    public async Task A_later_round_has_a_name_of_its_own()
    {
        _scene.Request = _scene.Request with { Round = 1 };
        await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default);
        Assert.Equal([$"{_scene.Request.Id}-2"], _scene.Instances.Keys);
    }

    [Fact]
    public async Task A_redelivery_starts_nothing_twice()
    {
        await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default);
        Assert.Equal(StartResult.RunsAlready, await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
        Assert.Single(_scene.Instances.Keys);
    }

    [Fact]
    public async Task In_progress_without_an_instance_is_started_by_the_redelivery()
    {
        _scene.Request = _scene.Request with { Status = RequestStatus.InProgress, Round = 1 };
        Assert.Equal(StartResult.Started, await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
        Assert.Equal([_scene.Request.Id.Value], _scene.Instances.Keys);
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_counts()
    {
        _scene.OnStart = instanceId =>
        {
            _scene.Instances[instanceId] = OrchestrationRuntimeStatus.Running;
            throw new IOException("The answer was lost.");
        };
        Assert.Equal(StartResult.RunsAlready, await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
    }

    [Fact]
    public async Task A_start_that_failed_is_told_so_that_the_message_comes_again()
    {
        _scene.OnStart = _ => throw new IOException("Not reachable.");
        await Assert.ThrowsAsync<IOException>(() => Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
        Assert.Equal(RequestStatus.InProgress, _scene.Request.Status);
    }

    [Theory]
    [InlineData(RequestStatus.Cancelled)]
    [InlineData(RequestStatus.Completed)]
    [InlineData(RequestStatus.AwaitingVerification)]
    [InlineData(RequestStatus.AwaitingReview)]
    public async Task Nothing_else_is_started(RequestStatus status)
    {
        _scene.Request = _scene.Request with { Status = status };
        Assert.Equal(StartResult.NotQueued, await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
        Assert.Empty(_scene.Instances.Keys);
    }

    [Fact]
    public async Task The_loser_of_the_race_for_a_request_looks_again()
    {
        _scene.OnCommit = _ =>
        {
            _scene.Request = _scene.Request.Move(RequestStatus.Cancelled, Some.Moment, Outcome.Withdrawn);
            return new CommitResult.Conflict();
        };
        Assert.Equal(StartResult.NotQueued, await Starter.StartAsync(_scene.Request.Id, _scene.Orchestrations, default));
        Assert.Empty(_scene.Instances.Keys);
    }

    [Theory]
    [InlineData("""{"requestId":"no id"}""")]
    [InlineData("""{"requestId":7}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public async Task A_message_that_names_no_request_is_dropped(string body)
    {
        var function = new StartVerifiedRequest(Starter, NullLogger<StartVerifiedRequest>.Instance);
        await function.RunAsync(body, "m1", 1, _scene.Orchestrations, default);
        Assert.Empty(_scene.Instances.Keys);
    }

    [Theory]
    [InlineData(RequestStatus.Queued, 1, 0)]
    [InlineData(RequestStatus.InProgress, 1, 0)]
    [InlineData(RequestStatus.Completed, 0, 0)]
    [InlineData(RequestStatus.Queued, 1, 10)]
    public async Task A_dead_letter_is_queued_again_while_its_request_waits_the_first_time_at_once(RequestStatus status, int sent, int minutes)
    {
        _scene.Request = _scene.Request with { Status = status };
        var messageId = minutes == 0 ? $"{_scene.Request.Id}-1" : VerifiedRequests.IdOfAgain(_scene.Request.Id, Some.Moment.AddMinutes(-1));
        DateTimeOffset? later = minutes == 0 ? null : Some.Moment.AddMinutes(minutes);
        var sender = Substitute.For<IMessageSender>();
        var function = new RestartDeadLetter(_scene.Store, sender, _scene.Time, NullLogger<RestartDeadLetter>.Instance);
        await function.RunAsync($$"""{"requestId":"{{_scene.Request.Id}}"}""", messageId, default);
        await sender.Received(sent).SendAsync(
            MessageEntities.VerifiedRequests, Arg.Is<string>(id => id != messageId && VerifiedRequests.IsAgain(id)), Arg.Any<string>(), later, default);
    }
}
