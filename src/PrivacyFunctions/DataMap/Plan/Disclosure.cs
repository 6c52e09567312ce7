using System.Text.Json.Serialization;

namespace PrivacyFunctions.DataMap;

/// <summary>What the person gets to see of a collection's rows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Disclosure>))]
public enum Disclosure
{
    /// <summary>Its exported fields.</summary>
    [JsonStringEnumMemberName("export")] Export,

    /// <summary>Nothing: it is only walked through for its keys.</summary>
    [JsonStringEnumMemberName("walk-through")] WalkThrough,

    /// <summary>Their number and the ground.</summary>
    [JsonStringEnumMemberName("withheld")] Withheld,
}
