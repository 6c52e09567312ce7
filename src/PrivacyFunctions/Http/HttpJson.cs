using System.Text.Json.Serialization;

namespace PrivacyFunctions.Http;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(RememberedAnswer))]
internal sealed partial class HttpJson : JsonSerializerContext;
