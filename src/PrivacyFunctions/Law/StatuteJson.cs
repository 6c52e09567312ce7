using System.Text.Json.Serialization;

namespace PrivacyFunctions.Law;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Statute))]
internal sealed partial class StatuteJson : JsonSerializerContext;
