using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.DataMap;

/// <summary>Paths travel as dotted text.</summary>
public sealed class FieldPathJson : JsonConverter<FieldPath>
{
    /// <inheritdoc/>
    public override FieldPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([.. (reader.GetString() ?? throw new JsonException()).Split('.')]);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FieldPath value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
