using System.Text.Json.Serialization;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>A page of the list.</summary>
/// <param name="Items">The requests.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
public sealed record RequestListView(
    IReadOnlyList<RequestLineView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor);

/// <summary>One request in the list; <c>WaitsFor</c> is the code of the question that staff are asked, <c>Attention</c> why they should look.</summary>
public sealed record RequestLineView(
    RequestId RequestId,
    Right Right,
    RequestStatus Status,
    LawId Law,
    DateTimeOffset ReceivedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? ExtendedTo,
    DateTimeOffset? PausedSince,
    Outcome? Outcome,
    string? WaitsFor,
    IReadOnlyList<string> Attention,
    DateTimeOffset UpdatedAt)
{
    public static RequestLineView Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(
            request.Id,
            request.Right,
            request.Status,
            request.Law,
            request.ReceivedAt,
            request.DueAt,
            request.ExtendedTo,
            request.PausedSince,
            request.Outcome,
            request.Status == RequestStatus.AwaitingReview ? request.Question?.Code : null,
            RequestTransitions.IsClosed(request.Status) ? [] : request.Attention,
            request.UpdatedAt);
    }
}
