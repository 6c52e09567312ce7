using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>How requests and their parts are written to stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RightsRequest))]
[JsonSerializable(typeof(SystemProgress))]
[JsonSerializable(typeof(PartyDocument))]
[JsonSerializable(typeof(PersonNotice))]
public sealed partial class RequestsJson : JsonSerializerContext;
