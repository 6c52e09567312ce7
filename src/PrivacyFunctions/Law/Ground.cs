using System.Text.Json.Serialization;

namespace PrivacyFunctions.Law;

/// <summary>Why something asked for is not done: the closed list of grounds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ground>))]
public enum Ground
{
    [JsonStringEnumMemberName("legal-obligation")] LegalObligation,
    [JsonStringEnumMemberName("legal-claims")] LegalClaims,
    [JsonStringEnumMemberName("legal-hold")] LegalHold,
    [JsonStringEnumMemberName("expression")] Expression,
    [JsonStringEnumMemberName("public-interest")] PublicInterest,
    [JsonStringEnumMemberName("public-health")] PublicHealth,
    [JsonStringEnumMemberName("research")] Research,
    [JsonStringEnumMemberName("contract")] Contract,
    [JsonStringEnumMemberName("security")] Security,
    [JsonStringEnumMemberName("debug")] Debug,
    [JsonStringEnumMemberName("internal-use")] InternalUse,
    [JsonStringEnumMemberName("rights-of-others")] RightsOfOthers,
    [JsonStringEnumMemberName("confidentiality")] Confidentiality,
    [JsonStringEnumMemberName("shared")] Shared,
    [JsonStringEnumMemberName("processor")] Processor,
    [JsonStringEnumMemberName("referenced-by-retained")] ReferencedByRetained,
    [JsonStringEnumMemberName("unverified")] Unverified,
    [JsonStringEnumMemberName("excessive")] Excessive,
    [JsonStringEnumMemberName("not-covered")] NotCovered,
}
