using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>
/// Copies of a JSON document what a rule keeps, and of arrays that keys were compared in the matching elements. Values pass through as
/// they are written, so nothing is rounded or rephrased.
/// </summary>
/// <param name="rule">What is kept; null for everything.</param>
public sealed class NestedFilter(NestedRule? rule)
{
    private static readonly NestedRule Everything = new(Keep: true, new Dictionary<string, NestedRule>());

    private readonly NestedRule _rule = rule ?? Everything;

    /// <summary>Writes one value.</summary>
    /// <param name="json">The column's document.</param>
    /// <param name="cuts">Which elements of its arrays stay: those that any of them keeps.</param>
    /// <param name="writer">Stands where a value is expected.</param>
    /// <exception cref="JsonException">The document is not JSON, or deeper than 64 levels; nothing was written.</exception>
    public void Write(ReadOnlySpan<byte> json, IReadOnlyList<ElementCut> cuts, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Validate(json);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Value(json, ref reader, writer, _rule, cuts, 1);
    }

    private static void Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
        }
    }

    private static void Value(
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, NestedRule rule, IReadOnlyList<ElementCut> cuts, int position)
    {
        if (cuts.Count == 0 && rule.KeepsAll())
        {
            Raw(json, ref reader, writer);
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                Array(json, ref reader, writer, rule, cuts, position);
                break;
            case JsonTokenType.StartObject:
                Object(json, ref reader, writer, rule, cuts, position);
                break;
            case var _ when rule.Keep:
                Raw(json, ref reader, writer);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void Array(
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, NestedRule rule, IReadOnlyList<ElementCut> cuts, int position)
    {
        ElementCut[] cutting = [.. cuts.Where(cut => position <= cut.Depth)];
        writer.WriteStartArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (cutting.Length == 0 || IsKept((int)reader.TokenStartIndex, cutting))
            {
                Value(json, ref reader, writer, rule, cuts, position);
            }
            else
            {
                reader.Skip();
            }
        }

        writer.WriteEndArray();
    }

    private static bool IsKept(int start, ElementCut[] cutting) => cutting.Any(cut => cut.Kept.Contains(start));

    private static void Object(
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, NestedRule rule, IReadOnlyList<ElementCut> cuts, int position)
    {
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonNames.Unescaped(ref reader);
            var inner = rule.Fields.TryGetValue(name, out var own) ? own : rule.Keep ? Everything : null;
            reader.Read();
            if (inner is null || !inner.KeepsAnything())
            {
                reader.Skip();
                continue;
            }

            writer.WritePropertyName(inner.ShownAs ?? name);
            ElementCut[] below = [.. cuts.Where(cut => position < cut.Path.Count && cut.Path[position] == name)];
            Value(json, ref reader, writer, inner, below, position + 1);
        }

        writer.WriteEndObject();
    }

    private static void Raw(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
    }
}
