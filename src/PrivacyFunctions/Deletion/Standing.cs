using System.Text.Json.Serialization;

namespace PrivacyFunctions.Deletion;

/// <summary>Whether a deletion may go on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Standing>))]
public enum Standing
{
    /// <summary>It may.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>The person still has time to object.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>The person objected: staff have to decide anew.</summary>
    [JsonStringEnumMemberName("frozen")] Frozen,

    /// <summary>The plan would reach what must be kept.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>The request is not worked on any more.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}
