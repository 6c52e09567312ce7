using System.Text.Json.Serialization;

namespace PrivacyFunctions.Deletion;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BegunErasure))]
[JsonSerializable(typeof(CollectionErasure))]
internal sealed partial class DeletionJson : JsonSerializerContext;
