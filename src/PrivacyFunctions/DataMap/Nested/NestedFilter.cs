using System.Text.Json;

namespace PrivacyFunctions.DataMap;

/// <summary>
/// Copies of a JSON document what a rule keeps, and of arrays that keys were compared in the matching elements. Values pass through as
/// they are written, so nothing is rounded or rephrased.
/// </summary>
/// <param name="rule">What is kept; null for everything.</param>
/// <param name="matches">Keys compared inside the document's arrays; an element that holds a key of any of them stays.</param>
public sealed class NestedFilter(NestedRule? rule, IReadOnlyList<ElementMatch> matches)
{
    private static readonly NestedRule Everything = new(Keep: true, new Dictionary<string, NestedRule>());

    private readonly NestedRule _rule = rule ?? Everything;

    /// <summary>Writes one value.</summary>
    /// <param name="json">The column's document.</param>
    /// <param name="writer">Stands where a value is expected.</param>
    /// <exception cref="JsonException">The document is not JSON, or deeper than 64 levels; nothing was written.</exception>
    public void Write(ReadOnlySpan<byte> json, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Validate(json);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Value(json, ref reader, writer, _rule, matches, 1);
    }

    private static void Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
        }
    }

    private static void Value(
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, NestedRule rule, IReadOnlyList<ElementMatch> matches, int position)
    {
        if (matches.Count == 0 && rule.KeepsAll())
        {
            Raw(json, ref reader, writer);
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                Array(json, ref reader, writer, rule, matches, position);
                break;
            case JsonTokenType.StartObject:
                Object(json, ref reader, writer, rule, matches, position);
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
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, NestedRule rule, IReadOnlyList<ElementMatch> matches, int position)
    {
        ElementMatch[] cutting = [.. matches.Where(match => position <= match.Depth)];
        writer.WriteStartArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (cutting.Length == 0 || Holds(reader, cutting, position))
            {
                Value(json, ref reader, writer, rule, matches, position);
            }
            else
            {
                reader.Skip();
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Looks ahead on a copy of the reader.</summary>
    private static bool Holds(Utf8JsonReader element, ElementMatch[] cutting, int position)
    {
        foreach (var match in cutting)
        {
            var ahead = element;
            if (NestedKeys.Walk(ref ahead, match.Field, position, match.IsKey))
            {
                return true;
            }
        }

        return false;
    }

    private static void Object(
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, NestedRule rule, IReadOnlyList<ElementMatch> matches, int position)
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
            ElementMatch[] below = [.. matches.Where(match => position < match.Field.Segments.Length && match.Field.Segments[position] == name)];
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
