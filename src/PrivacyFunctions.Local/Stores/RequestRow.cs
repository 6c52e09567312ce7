using System.Text.Json;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>A request as its row holds it; made before the writer's turn, so that the writer only writes.</summary>
internal sealed record RequestRow(
    string Id, long Version, string Status, string Right, DateTimeOffset DueAt, DateTimeOffset? StepAt, DateTimeOffset? HandOverAt, int Timeline, IReadOnlyList<RetainedPart> Retained, byte[] Document)
{
    public static RequestRow Of(RightsRequest request) => new(
        request.Id.Value,
        request.Version,
        WireName.Of(request.Status),
        WireName.Of(request.Right),
        request.AnswerBy,
        RequestSchedule.Next(request)?.At,
        HandOver.Of(request)?.DueAt,
        request.Timeline.Count,
        [.. RetentionSchedule.Of(request)],
        JsonSerializer.SerializeToUtf8Bytes(request, RequestsJson.Default.RightsRequest));
}
