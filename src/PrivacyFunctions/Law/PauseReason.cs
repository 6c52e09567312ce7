using System.Text.Json.Serialization;

namespace PrivacyFunctions.Law;

/// <summary>
/// Why a clock may stand still. Waiting for the mailed code is not among them: the product's own verification never costs the
/// person time.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<PauseReason>))]
public enum PauseReason
{
    /// <summary>Reasonable doubt about who asks; more information was requested without delay.</summary>
    [JsonStringEnumMemberName("identity")] Identity,

    /// <summary>The request needs clarification, because much is held about the person.</summary>
    [JsonStringEnumMemberName("clarification")] Clarification,

    /// <summary>A fee that may be charged has not been paid.</summary>
    [JsonStringEnumMemberName("fee")] Fee,
}
