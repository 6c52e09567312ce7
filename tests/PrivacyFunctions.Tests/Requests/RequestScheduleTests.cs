using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.RightsRequests;

public sealed class RequestScheduleTests
{
    private static readonly DateTimeOffset Received = Some.Moment;

    [Fact]
    public void Who_does_not_verify_is_reminded_on_days_two_and_seven_then_staff_are_called_then_it_expires()
    {
        var request = Some.Request();
        Assert.Equal(new ScheduledStep.Remind(Received.AddDays(2), 1, Received.AddDays(7)), RequestSchedule.Next(request));
        request = request with { Reminders = 1 };
        Assert.Equal(new ScheduledStep.Remind(Received.AddDays(7), 2, Received.AddDays(10)), RequestSchedule.Next(request));
        request = request with { Reminders = 2 };
        Assert.Equal(new ScheduledStep.CallStaff(Received.AddDays(10)), RequestSchedule.Next(request));
        request = request with { Attention = [AttentionCode.Unverified] };
        Assert.Equal(new ScheduledStep.Expire(request.DueAt), RequestSchedule.Next(request));
    }

    [Fact]
    public void Nobody_is_reminded_who_is_verified_by_staff() =>
        Assert.IsType<ScheduledStep.CallStaff>(RequestSchedule.Next(Some.Request() with { VerificationMethod = VerificationMethod.Staff }));

    [Fact]
    public void A_deadline_before_the_next_reminder_goes_first() =>
        Assert.Equal(new ScheduledStep.Expire(Received.AddDays(5)), RequestSchedule.Next(Some.Request() with { Reminders = 1, DueAt = Received.AddDays(5) }));

    [Fact]
    public void An_open_request_is_overdue_once_and_one_that_was_answered_in_part_never()
    {
        var working = Some.Request().Move(RequestStatus.Queued, Received).Move(RequestStatus.InProgress, Received);
        Assert.Equal(new ScheduledStep.Overdue(working.DueAt), RequestSchedule.Next(working));
        Assert.Equal(new ScheduledStep.Overdue(working.DueAt.AddDays(60)), RequestSchedule.Next(working with { ExtendedTo = working.DueAt.AddDays(60) }));
        Assert.Null(RequestSchedule.Next(working with { OverdueAt = Received }));
        Assert.Null(RequestSchedule.Next(working.Move(RequestStatus.PartiallyCompleted, Received, Outcome.Partly).Move(RequestStatus.Queued, Received)));
    }

    [Fact]
    public void Nothing_happens_to_a_closed_request()
    {
        var cancelled = Some.Request().Move(RequestStatus.Cancelled, Received, Outcome.Withdrawn);
        Assert.Null(RequestSchedule.Next(cancelled));
    }

    [Fact]
    public void Systems_that_staff_wanted_asked_again_when_the_answer_was_already_on_its_way_are_asked_in_another_round()
    {
        var partly = Some.Request().Move(RequestStatus.Queued, Received).Move(RequestStatus.InProgress, Received).Move(RequestStatus.PartiallyCompleted, Received, Outcome.Partly);
        Assert.Null(RequestSchedule.Next(partly));
        Assert.Equal(new ScheduledStep.AskAgain(Received), RequestSchedule.Next(partly with { Verdicts = [new SystemVerdict("crm", Retry: true)] }));
        Assert.Null(RequestSchedule.Next(partly with { Verdicts = [new SystemVerdict("crm", Retry: false)] }));
    }
}
