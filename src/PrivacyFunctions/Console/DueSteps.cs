using System.Globalization;
using PrivacyFunctions.Law;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.StaffConsole;

/// <summary>What each scheduled step does to its request. Conditional on the request as it was read, so that none is done twice.</summary>
public sealed class DueSteps(PartyFile parties, Limits limits, TimeProvider time)
{
    /// <summary>The change; it always moves the request's next step on.</summary>
    public async Task<RequestCommit?> TakeAsync(RightsRequest request, ScheduledStep step, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return step switch
        {
            ScheduledStep.Remind remind => await RemindAsync(request, remind, cancellation),
            ScheduledStep.CallStaff => CallStaff(request),
            ScheduledStep.Expire => await ExpireAsync(request, cancellation),
            ScheduledStep.Overdue => NoteOverdue(request),
            ScheduledStep.AskAgain => DecideSystems.Requeue(request, time.GetUtcNow()),
            _ => null,
        };
    }

    private async Task<RequestCommit> RemindAsync(RightsRequest request, ScheduledStep.Remind step, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var reminded = request with { Reminders = step.Nth };
        if (now >= step.StaleAt) return new RequestCommit(reminded);
        var notice = await NoticeAsync(request, NoticeKind.VerificationReminder, step.Nth, now, [], cancellation);
        return new RequestCommit(Note(reminded, "reminded", now, step.Nth.ToString(CultureInfo.InvariantCulture))) { Messages = notice };
    }

    private RequestCommit CallStaff(RightsRequest request) =>
        new(Note(request, "attention", time.GetUtcNow(), AttentionCode.Unverified) with { Attention = [.. request.Attention, AttentionCode.Unverified] });

    private async Task<RequestCommit> ExpireAsync(RightsRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var expired = request.Move(RequestStatus.Expired, now, Outcome.Unverified, code: AttentionCode.Unverified) with { VerificationCode = null };
        var notice = await NoticeAsync(expired, NoticeKind.Unverified, 1, now, StatuteBook.Remedies(request.Law), cancellation);
        return new RequestCommit(expired) { Messages = [PrivacyEvents.Completed(expired, now), .. notice] };
    }

    private RequestCommit NoteOverdue(RightsRequest request)
    {
        var now = time.GetUtcNow();
        var overdue = Note(request, "overdue", now) with { OverdueAt = now, Attention = [.. request.Attention, AttentionCode.Overdue] };
        return new RequestCommit(overdue) { Messages = [PrivacyEvents.Overdue(overdue, now)] };
    }

    // Whoever names somebody else's address cannot have more sent there than codes.
    private async Task<IReadOnlyList<OutboxMessage>> NoticeAsync(
        RightsRequest request, NoticeKind kind, int occasion, DateTimeOffset now, IReadOnlyList<string> remedies, CancellationToken cancellation)
    {
        if (await parties.FindAsync(request.Id, cancellation) is not { ContactAddress: { } address }) return [];
        var notice = await parties.UnprovedNoticeAsync(
            request, kind, occasion.ToString(CultureInfo.InvariantCulture), now, notice => notice with { Remedies = remedies }, cancellation);
        return notice is null ? [] : [notice with { Limits = limits.CodeTo(address) }];
    }

    private static RightsRequest Note(RightsRequest request, string name, DateTimeOffset at, string? code = null) =>
        request with { Timeline = [.. request.Timeline, new TimelineEntry(name, at, Code: code)], UpdatedAt = at };
}
