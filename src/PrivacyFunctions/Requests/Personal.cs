using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>A value about a person. Its text is masked, so that it cannot slip into a log or an exception message.</summary>
[JsonConverter(typeof(PersonalJsonConverter))]
public readonly record struct Personal(string Value)
{
    public override string ToString() => "***";
}

/// <summary>Inside a sealed document the value itself is written.</summary>
internal sealed class PersonalJsonConverter : JsonConverter<Personal>
{
    public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A personal value is a string."));

    public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
