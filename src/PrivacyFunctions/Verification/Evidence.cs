using System.Text.Json.Serialization;

namespace PrivacyFunctions.Verification;

/// <summary>How staff know that a requester is who they say. Stored only sealed under the party key, and deleted soon after the decision.</summary>
internal sealed record Evidence(IReadOnlyList<string> Identities, string Method, string Reason, string Staff, DateTimeOffset At)
{
    public override string ToString() => "***";
}

[JsonSerializable(typeof(Evidence))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
