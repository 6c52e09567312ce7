using System.Text.Json.Serialization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>How the API writes what it shows.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(RequestView))]
[JsonSerializable(typeof(CodeSentView))]
public sealed partial class ViewsJson : JsonSerializerContext;
