using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>What of a request goes at a time of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RetentionKind>))]
public enum RetentionKind
{
    /// <summary>How staff know who the requester is.</summary>
    [JsonStringEnumMemberName("evidence")] Evidence,

    /// <summary>The history of its orchestrations.</summary>
    [JsonStringEnumMemberName("history")] History,

    /// <summary>Staged rows and bundles, with the payload key.</summary>
    [JsonStringEnumMemberName("payload")] Payload,

    /// <summary>Contact details and correspondence, with the party key, and every document and progress row.</summary>
    [JsonStringEnumMemberName("party")] Party,

    /// <summary>The request itself, which holds no identity.</summary>
    [JsonStringEnumMemberName("record")] Record,
}
