using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.DataMap;

/// <summary>Paths travel as dotted text; a dot that is part of a name has a backslash before it.</summary>
public sealed class FieldPathJson : JsonConverter<FieldPath>
{
    /// <inheritdoc/>
    public override FieldPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([.. Names(reader.GetString() ?? throw new JsonException())]);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FieldPath value, JsonSerializerOptions options) => writer.WriteStringValue(string.Join('.', value.Segments.Select(Escaped)));

    private static string Escaped(string name) => name.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(".", @"\.", StringComparison.Ordinal);

    private static IEnumerable<string> Names(string text)
    {
        var name = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                yield return name.ToString();
                name.Clear();
            }
            else
            {
                name.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
            }
        }

        yield return name.ToString();
    }
}
