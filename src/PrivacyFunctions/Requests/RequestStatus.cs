using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>Where a request stands; <see cref="RequestTransitions"/> holds the legal moves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestStatus>))]
public enum RequestStatus
{
    [JsonStringEnumMemberName("awaiting-verification")] AwaitingVerification,
    [JsonStringEnumMemberName("queued")] Queued,
    [JsonStringEnumMemberName("in-progress")] InProgress,
    [JsonStringEnumMemberName("awaiting-review")] AwaitingReview,
    [JsonStringEnumMemberName("completed")] Completed,
    [JsonStringEnumMemberName("partially-completed")] PartiallyCompleted,
    [JsonStringEnumMemberName("denied")] Denied,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
    [JsonStringEnumMemberName("expired")] Expired,
}
