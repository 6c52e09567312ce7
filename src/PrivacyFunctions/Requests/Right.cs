using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>What a person asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Right>))]
public enum Right
{
    [JsonStringEnumMemberName("access")] Access,
    [JsonStringEnumMemberName("portability")] Portability,
    [JsonStringEnumMemberName("deletion")] Deletion,
    [JsonStringEnumMemberName("correction")] Correction,
    [JsonStringEnumMemberName("restriction")] Restriction,
    [JsonStringEnumMemberName("objection")] Objection,
}
