using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests.Events;

/// <summary>A CloudEvents 1.0 envelope in JSON.</summary>
public sealed record CloudEvent
{
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>Deterministic: the same happening is the same event, so that the broker drops a repeated publish.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("source")]
    public string Source { get; init; } = "/privacy-functions";

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }

    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; init; } = "application/json";

    /// <summary>Ids, counts, codes and times.</summary>
    [JsonPropertyName("data")]
    public required JsonObject Data { get; init; }
}
