using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>What a closed request came to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    [JsonStringEnumMemberName("fulfilled")] Fulfilled,
    [JsonStringEnumMemberName("partly")] Partly,
    [JsonStringEnumMemberName("no-data")] NoData,
    [JsonStringEnumMemberName("denied")] Denied,
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
    [JsonStringEnumMemberName("unverified")] Unverified,
}
