using System.Text.Json;

namespace PrivacyFunctions.DataMap;

/// <summary>Finds the document in a column's value: systems without a JSON type keep it as text.</summary>
internal static class JsonText
{
    private const int Deepest = 56;

    /// <summary>The document itself, whether the value is JSON or a string that holds JSON; false when it is not valid JSON.</summary>
    public static bool TryUnwrap(ReadOnlyMemory<byte> value, out ReadOnlyMemory<byte> document)
    {
        document = value;
        try
        {
            var reader = new Utf8JsonReader(value.Span);
            if (!reader.Read())
            {
                return false;
            }

            if (reader.TokenType == JsonTokenType.String)
            {
                var inner = new byte[value.Length];
                document = inner.AsMemory(0, reader.CopyString(inner));
                return IsDocument(document.Span) || IsScalar(value, out document);
            }

            return IsSound(value.Span);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // A plain string is a document too: a scalar array element, or a column that holds no JSON in this row.
    private static bool IsScalar(ReadOnlyMemory<byte> value, out ReadOnlyMemory<byte> document)
    {
        document = value;
        return true;
    }

    private static bool IsDocument(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && IsSound(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Deep enough for any reader after us, and every string is real text: a lone surrogate escape cannot be read as one.
    private static bool IsSound(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
