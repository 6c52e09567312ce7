using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>One step on the way of a request.</summary>
/// <param name="Name"><c>received</c>, <c>verified</c>, <c>searching</c>, <c>review</c>, <c>cooling-off</c>, <c>erasing</c> or <c>answered</c>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">When it was done, or began if it is not.</param>
public sealed record StepView(string Name, SystemState State, DateTimeOffset? At)
{
    /// <summary>The steps of a request in their order; a review and a time to object only where there was or is one.</summary>
    public static IReadOnlyList<StepView> Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
        [
            new("received", SystemState.Done, request.ReceivedAt),
            Verified(request),
            Searching(request),
            .. Review(request),
            .. CoolingOff(request),
            .. Erasing(request),
            Answered(request),
        ];
    }

    private static StepView Verified(RightsRequest request) => request.Status switch
    {
        RequestStatus.AwaitingVerification => new("verified", SystemState.Running, request.ReceivedAt),
        _ when request.IsVerified => new("verified", SystemState.Done, First(request, RequestStatus.Queued)),
        _ => new("verified", SystemState.Skipped, null),
    };

    private static StepView Searching(RightsRequest request)
    {
        var began = First(request, RequestStatus.InProgress);
        return request.Status switch
        {
            RequestStatus.InProgress when request.CoolingOffUntil is null && !request.Irreversible => new("searching", SystemState.Running, began),
            RequestStatus.AwaitingVerification or RequestStatus.Queued => new("searching", SystemState.Waiting, null),
            _ when began is null => new("searching", SystemState.Skipped, null),
            _ => new("searching", SystemState.Done, began),
        };
    }

    private static IEnumerable<StepView> Review(RightsRequest request)
    {
        if (First(request, RequestStatus.AwaitingReview) is not { } began) yield break;
        yield return new("review", request.Status == RequestStatus.AwaitingReview ? SystemState.Running : SystemState.Done, began);
    }

    private static IEnumerable<StepView> CoolingOff(RightsRequest request)
    {
        if (request is not { Status: RequestStatus.InProgress, CoolingOffUntil: not null }) yield break;
        yield return new("cooling-off", SystemState.Running, Last(request, "announced"));
    }

    private static IEnumerable<StepView> Erasing(RightsRequest request)
    {
        if (request.Right != Right.Deletion) yield break;
        var closed = RequestTransitions.IsClosed(request.Status);
        yield return request.Irreversible
            ? new("erasing", closed ? SystemState.Done : SystemState.Running, Last(request, "erasing"))
            : new("erasing", closed ? SystemState.Skipped : SystemState.Waiting, null);
    }

    private static StepView Answered(RightsRequest request) => request.Status switch
    {
        RequestStatus.Cancelled or RequestStatus.Expired => new("answered", SystemState.Skipped, request.ClosedAt),
        _ when request.ClosedAt is not null => new("answered", SystemState.Done, request.ClosedAt),
        _ => new("answered", SystemState.Waiting, null),
    };

    private static DateTimeOffset? Last(RightsRequest request, string entry) => request.Timeline.LastOrDefault(e => e.Name == entry)?.At;

    private static DateTimeOffset? First(RightsRequest request, RequestStatus status) =>
        request.Timeline.FirstOrDefault(e => e.Name == WireName.Of(status))?.At;
}
