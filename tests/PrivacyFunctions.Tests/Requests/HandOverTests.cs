using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.RightsRequests;

public sealed class HandOverTests
{
    private static readonly DateTimeOffset Then = Some.Moment;

    private static RightsRequest Queued => Some.Request().Move(RequestStatus.Queued, Then);

    private static RightsRequest Planned => Queued.Move(RequestStatus.InProgress, Then) with { HandedOverAt = null };

    private static RightsRequest Asked =>
        Planned.Move(RequestStatus.AwaitingReview, Then) with { Question = new ReviewQuestion(1, "approval", Then, []) };

    [Fact]
    public void A_start_is_handed_over_from_the_queue_until_there_is_a_plan()
    {
        Assert.Null(HandOver.Of(Some.Request()));
        Assert.Equal(new HandOver(HandOverKind.Start, Then), HandOver.Of(Queued));
        Assert.Equal(new HandOver(HandOverKind.Start, Then.AddHours(1)), HandOver.Of(Queued.Move(RequestStatus.InProgress, Then.AddHours(1))));
        Assert.Null(HandOver.Of(Planned));
    }

    [Fact]
    public void What_staff_said_is_handed_over_until_it_is_taken()
    {
        Assert.Null(HandOver.Of(Asked));
        var said = Asked with { Question = Asked.Question! with { Said = new StaffWord(Then.AddHours(1)) } };
        Assert.Equal(new HandOver(HandOverKind.Word, Then.AddHours(1)), HandOver.Of(said));
        Assert.Null(HandOver.Of(said.Move(RequestStatus.InProgress, Then)));
    }

    [Fact]
    public void An_objection_is_handed_over_until_the_orchestration_asks_for_it()
    {
        var objected = Asked with { HandedOverAt = Then };
        Assert.Equal(new HandOver(HandOverKind.Objection, Then), HandOver.Of(objected));
        Assert.Null(HandOver.Of(objected.Move(RequestStatus.InProgress, Then)));
    }

    [Fact]
    public void The_end_is_handed_over_until_the_work_has_ended()
    {
        var cancelled = Queued.Move(RequestStatus.Cancelled, Then, Outcome.Withdrawn);
        Assert.Null(HandOver.Of(cancelled));
        Assert.Equal(new HandOver(HandOverKind.End, Then), HandOver.Of(cancelled with { WorkToEnd = true }));
    }

    [Fact]
    public void A_start_may_wait_its_turn_longer_than_a_word()
    {
        Assert.Equal(Then + HandOver.PatienceWithStart, new HandOver(HandOverKind.Start, Then).DueAt);
        Assert.All([HandOverKind.Word, HandOverKind.Objection, HandOverKind.End], kind => Assert.Equal(Then + HandOver.Patience, new HandOver(kind, Then).DueAt));
    }
}
