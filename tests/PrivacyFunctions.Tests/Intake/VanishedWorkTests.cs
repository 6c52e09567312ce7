using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Intake;

public sealed class VanishedWorkTests
{
    private readonly IntakeScene _scene = new(Some.Request() with { Status = RequestStatus.InProgress, Round = 1, Version = 3 });
    private readonly VanishedWork _vanished;
    private Func<RequestFilter, RequestPage> _list;

    public VanishedWorkTests()
    {
        _vanished = new VanishedWork(_scene.Store, new StrandedWork(_scene.Store, _scene.Time, NullLogger<StrandedWork>.Instance));
        _list = filter => new RequestPage(filter.Status == _scene.Request.Status ? [_scene.Request] : [], null);
        _scene.Store.ListAsync(default!, default).ReturnsForAnyArgs(call => _list(call.Arg<RequestFilter>()));
    }

    [Theory]
    [InlineData(RequestStatus.InProgress)]
    [InlineData(RequestStatus.AwaitingReview)]
    public async Task Work_whose_orchestration_is_gone_is_begun_anew_once(RequestStatus status)
    {
        if (status == RequestStatus.AwaitingReview) _scene.Request = _scene.Request.Move(status, Some.Moment, code: "approval");

        Assert.Equal(1, await SweepAsync());

        Assert.Equal(RequestStatus.Queued, _scene.Request.Status);
        Assert.Equal($"{_scene.Request.Id}-2", Assert.Single(Assert.Single(_scene.Commits).Messages).Id);
        Assert.Equal(0, await SweepAsync());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Work_that_goes_on_is_left_alone(OrchestrationRuntimeStatus instance)
    {
        _scene.Instances[_scene.Request.Work.InstanceId] = instance;

        Assert.Equal(0, await SweepAsync());
        Assert.Empty(_scene.Commits);
    }

    [Fact]
    public async Task Work_that_was_not_begun_yet_is_left_to_those_who_begin_it()
    {
        _scene.Request = _scene.Request with { HandedOverAt = Some.Moment };

        Assert.Equal(0, await SweepAsync());
        Assert.Empty(_scene.Commits);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_shown_to_staff()
    {
        _scene.Request = _scene.Request with { Irreversible = true };

        Assert.Equal(1, await SweepAsync());
        Assert.Equal((RequestStatus.AwaitingReview, WorkCode.GivenUp), (_scene.Request.Status, _scene.Request.Timeline[^1].Code));
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task Each_look_takes_the_next_page_and_after_the_last_the_first()
    {
        var cursors = new List<string?>();
        _list = filter =>
        {
            if (filter.Status == RequestStatus.InProgress) cursors.Add(filter.Cursor);
            return new RequestPage([], filter.Cursor is null ? "second" : null);
        };

        for (var look = 0; look < 3; look++) await SweepAsync();

        Assert.Equal([null, "second", null], cursors);
    }

    private Task<int> SweepAsync() => _vanished.SweepAsync(_scene.Orchestrations, CancellationToken.None);
}
