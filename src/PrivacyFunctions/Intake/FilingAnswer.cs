using System.Text.Json.Serialization;
using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>The answer to a filing. It depends on what was filed alone, never on whom we know.</summary>
public sealed record FilingAnswer
{
    public required RequestId RequestId { get; init; }

    /// <summary>The bearer token of this request. Added when the answer is sent; never saved.</summary>
    public string? TrackingToken { get; init; }

    public required RequestStatus Status { get; init; }

    public required LawId Law { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required Uri StatusUrl { get; init; }

    public required VerificationView Verification { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(FilingAnswer))]
internal sealed partial class IntakeJson : JsonSerializerContext;
