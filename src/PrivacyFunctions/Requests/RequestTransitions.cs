namespace PrivacyFunctions.Requests;

/// <summary>The legal moves of a request, and the only code that makes them.</summary>
public static class RequestTransitions
{
    /// <summary>True when a request may go from one status to the other.</summary>
    public static bool CanMove(RequestStatus from, RequestStatus to) => from switch
    {
        RequestStatus.AwaitingVerification => to is RequestStatus.Queued or RequestStatus.Cancelled or RequestStatus.Expired,
        RequestStatus.Queued => to is RequestStatus.InProgress or RequestStatus.Cancelled,
        RequestStatus.InProgress => to is RequestStatus.Queued or RequestStatus.AwaitingReview or RequestStatus.Cancelled || IsAnswer(to),
        RequestStatus.AwaitingReview => to is RequestStatus.InProgress or RequestStatus.Queued or RequestStatus.Cancelled || IsAnswer(to),
        RequestStatus.PartiallyCompleted => to is RequestStatus.Queued,
        _ => false,
    };

    /// <summary>True when nothing more happens by itself.</summary>
    public static bool IsClosed(RequestStatus status) => IsAnswer(status) || status is RequestStatus.Cancelled or RequestStatus.Expired;

    /// <summary>The request after the move, with its timeline entry; closing sets the outcome, starting counts the round.</summary>
    /// <exception cref="IllegalTransitionException">The move is not a legal one.</exception>
    public static RightsRequest Move(
        this RightsRequest request, RequestStatus to, DateTimeOffset at, Outcome? outcome = null, string actor = "system", string? code = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!CanMove(request.Status, to)) throw new IllegalTransitionException(request.Id, request.Status, to);
        var closed = IsClosed(to);
        if (closed != outcome.HasValue) throw new ArgumentException("A closed request has an outcome, an open one has none.", nameof(outcome));
        return request with
        {
            Status = to,
            Outcome = outcome,
            Round = to == RequestStatus.InProgress && request.Status == RequestStatus.Queued ? request.Round + 1 : request.Round,
            ClosedAt = closed ? at : null,
            HandedOverAt = IsBegun(request.Status, to) ? at : null,
            UpdatedAt = at,
            Timeline = [.. request.Timeline, new TimelineEntry(WireName.Of(to), at, actor, code)],
        };
    }

    // From the queue on until the orchestration has a plan.
    private static bool IsBegun(RequestStatus from, RequestStatus to) => to == RequestStatus.Queued || (from == RequestStatus.Queued && to == RequestStatus.InProgress);

    private static bool IsAnswer(RequestStatus status) =>
        status is RequestStatus.Completed or RequestStatus.PartiallyCompleted or RequestStatus.Denied;
}
