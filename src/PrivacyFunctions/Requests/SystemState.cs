using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>Where the work on one connected system stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SystemState>))]
public enum SystemState
{
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("done")] Done,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("skipped")] Skipped,
}
