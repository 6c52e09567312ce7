namespace PrivacyFunctions.Requests;

/// <summary>What happens to a request by itself next. It follows from the request alone, so a store can find what is due by one index.</summary>
public static class RequestSchedule
{
    /// <summary>When one who did not verify is reminded, counted from receipt.</summary>
    public static readonly IReadOnlyList<TimeSpan> Reminders = [TimeSpan.FromDays(2), TimeSpan.FromDays(7)];

    /// <summary>When staff are told that nobody verified, counted from receipt.</summary>
    public static readonly TimeSpan StaffAttention = TimeSpan.FromDays(10);

    /// <summary>The next step, or null when nothing happens by itself any more.</summary>
    public static ScheduledStep? Next(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ClosedAt is { } closed) return Closed(request, closed);
        return request.Status == RequestStatus.AwaitingVerification ? Unverified(request) : Working(request);
    }

    private static ScheduledStep.AskAgain? Closed(RightsRequest request, DateTimeOffset closed) =>
        request.Status == RequestStatus.PartiallyCompleted && request.Verdicts.Any(verdict => verdict.Retry) ? new ScheduledStep.AskAgain(closed) : null;

    private static ScheduledStep Unverified(RightsRequest request)
    {
        var last = new ScheduledStep.Expire(request.AnswerBy);
        var next = (ScheduledStep?)Remind(request) ?? CallStaff(request);
        return next is not null && next.At < last.At ? next : last;
    }

    private static ScheduledStep.Remind? Remind(RightsRequest request)
    {
        if (request.VerificationMethod != VerificationMethod.Email || request.Reminders >= Reminders.Count) return null;
        var following = request.Reminders + 1 < Reminders.Count ? Reminders[request.Reminders + 1] : StaffAttention;
        return new ScheduledStep.Remind(request.ReceivedAt + Reminders[request.Reminders], request.Reminders + 1, request.ReceivedAt + following);
    }

    private static ScheduledStep.CallStaff? CallStaff(RightsRequest request) =>
        request.Attention.Contains(AttentionCode.Unverified) ? null : new ScheduledStep.CallStaff(request.ReceivedAt + StaffAttention);

    private static ScheduledStep.Overdue? Working(RightsRequest request) =>
        request.OverdueAt is null && !request.WasAnswered ? new ScheduledStep.Overdue(request.AnswerBy) : null;
}
