using System.Text.Json;
using System.Text.Unicode;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Writes texts, bytes and documents so that the result is valid JSON whatever they hold, and nothing is lost.</summary>
internal static class JsonText
{
    // Readers stop at 64 levels by default; the document stands inside a row of an array.
    private const int DeepestDocument = 56;

    private static readonly JsonEncodedText BytesName = JsonEncodedText.Encode("$bytes");

    /// <summary>Text as a string; bytes that are not UTF-8 as <c>{"$bytes": …}</c>.</summary>
    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8)) writer.WriteStringValue(utf8);
        else WriteBytes(writer, utf8);
    }

    /// <summary>Bytes where bytes were not to be expected.</summary>
    public static void WriteBytes(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.WriteStartObject();
        writer.WriteBase64String(BytesName, bytes);
        writer.WriteEndObject();
    }

    /// <summary>A JSON document as it is; text that is no document, is nested too deep or holds half a surrogate pair as a string.</summary>
    public static void WriteDocument(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        if (IsDocument(utf8)) writer.WriteRawValue(utf8, skipInputValidation: true);
        else WriteText(writer, utf8);
    }

    private static bool IsDocument(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return false;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DeepestDocument });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
            }

            return reader.BytesConsumed > 0 && reader.TokenType != JsonTokenType.None;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
