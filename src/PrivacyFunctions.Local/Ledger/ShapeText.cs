using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>A shape as the ledger stores it: names of the data map, no values.</summary>
internal static class ShapeText
{
    public static string Of(LedgerShape shape) => JsonSerializer.Serialize(shape, ShapeJson.Default.LedgerShape);

    public static LedgerShape Read(string text) =>
        JsonSerializer.Deserialize(text, ShapeJson.Default.LedgerShape) ?? throw new InvalidDataException("An entry of the ledger has no shape.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LedgerShape))]
internal sealed partial class ShapeJson : JsonSerializerContext;
