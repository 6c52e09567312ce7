using System.Text.Json.Serialization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>How receipts are written: compact, so that the signed bytes are plain to see.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(ReceiptDocument))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
