using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Takes key values out of a JSON document.</summary>
public static class NestedKeys
{
    /// <summary>The values at a path, every array on the way looked through. Nulls, objects and what is no key are left out.</summary>
    /// <param name="json">The column's document; empty where there is none.</param>
    /// <param name="path">The field; its first name is the column and already taken.</param>
    /// <exception cref="JsonException">The document is not JSON, or too deep.</exception>
    public static IReadOnlyList<KeyValue> Extract(ReadOnlySpan<byte> json, FieldPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var keys = new List<KeyValue>();
        var reader = new Utf8JsonReader(json);
        if (!json.IsEmpty && reader.Read())
        {
            Walk(ref reader, path, 1, key =>
            {
                keys.Add(key);
                return false;
            });
        }

        return keys;
    }

    /// <summary>Visits values until one is accepted; leaves the reader at the end of the current value.</summary>
    internal static bool Walk(ref Utf8JsonReader reader, FieldPath path, int position, Func<KeyValue, bool> accept)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var found = false;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    found = Walk(ref reader, path, position, accept) || found;
                }

                return found;
            case JsonTokenType.StartObject:
                return Object(ref reader, path, position, accept);
            default:
                return position == path.Segments.Length && KeyOf(ref reader) is { } key && accept(key);
        }
    }

    private static bool Object(ref Utf8JsonReader reader, FieldPath path, int position, Func<KeyValue, bool> accept)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = position < path.Segments.Length && reader.ValueTextEquals(path.Segments[position]);
            reader.Read();
            if (wanted)
            {
                found = Walk(ref reader, path, position + 1, accept) || found;
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private static KeyValue? KeyOf(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => JsonNames.Unescaped(ref reader),
            JsonTokenType.Number => KeyCanon.Number(System.Text.Encoding.ASCII.GetString(reader.ValueSpan)),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        return text is null ? null : new KeyValue(text);
    }
}
