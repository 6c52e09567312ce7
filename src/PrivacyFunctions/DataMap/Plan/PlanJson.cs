using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>The JSON form of plans: camelCase, deterministic.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(KebabCaseJson<Sharing>), typeof(KebabCaseJson<DisclosureKind>), typeof(KebabCaseJson<KeyComparison>), typeof(SnakeCaseJson<MaskingKind>)])]
[JsonSerializable(typeof(Plan))]
public sealed partial class PlanJson : JsonSerializerContext;

/// <summary>Enum members as kebab-case words.</summary>
public sealed class KebabCaseJson<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Enum members as snake_case words, as fides writes them.</summary>
public sealed class SnakeCaseJson<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
