using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Connecting;

/// <summary>Takes key values out of a JSON document.</summary>
public static class NestedKeys
{
    // Documents are looked into by recursion.
    private const int Deepest = 1000;

    /// <summary>
    /// The values at a path, every array on the way looked through. Nulls, objects and what is no key are left out; none where the value is no
    /// document, or nested a thousand levels deep.
    /// </summary>
    /// <param name="json">The column's document; empty where there is none.</param>
    /// <param name="path">The field, column first.</param>
    public static IReadOnlyList<KeyValue> Extract(ReadOnlySpan<byte> json, IReadOnlyList<string> path)
    {
        var keys = new List<KeyValue>();
        return Visit(json, path, held: null, key =>
        {
            keys.Add(key);
            return false;
        }) ? keys : [];
    }

    /// <summary>Visits the values at a path, and notes where the elements begin that hold an accepted one; false when the value is no document.</summary>
    internal static bool Visit(ReadOnlySpan<byte> json, IReadOnlyList<string> path, ISet<int>? held, Func<KeyValue, bool> accept)
    {
        if (json.IsEmpty) return true;
        try
        {
            var reader = Open(json);
            Walk(ref reader, path, 1, held, accept);
            Finish(ref reader);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A reader on the document's first token.</summary>
    internal static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read();
        return reader;
    }

    /// <summary>Makes sure that nothing but blanks follows.</summary>
    internal static void Finish(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    /// <summary>The key that the reader stands on; null where it is none.</summary>
    internal static KeyValue? KeyOf(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader),
            JsonTokenType.Number => KeyCanon.Number(Encoding.ASCII.GetString(reader.ValueSpan)),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        return text is null ? null : new KeyValue(text);
    }

    /// <summary>Whether the reader stands on a property of this name.</summary>
    internal static bool IsNamed(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Walk(ref Utf8JsonReader reader, IReadOnlyList<string> path, int position, ISet<int>? held, Func<KeyValue, bool> accept)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var found = false;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var start = (int)reader.TokenStartIndex;
                    if (!Walk(ref reader, path, position, held, accept)) continue;
                    found = true;
                    held?.Add(start);
                }

                return found;
            case JsonTokenType.StartObject:
                return Object(ref reader, path, position, held, accept);
            default:
                return position == path.Count && KeyOf(ref reader) is { } key && accept(key);
        }
    }

    private static bool Object(ref Utf8JsonReader reader, IReadOnlyList<string> path, int position, ISet<int>? held, Func<KeyValue, bool> accept)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = position < path.Count && IsNamed(ref reader, path[position]);
            reader.Read();
            if (wanted) found |= Walk(ref reader, path, position + 1, held, accept);
            else reader.Skip();
        }

        return found;
    }

    // Half a surrogate pair is no text, so it is no key.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
