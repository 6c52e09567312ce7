using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>
/// Replaces values inside JSON documents, through arrays on the way; of arrays that keys were compared in only in the elements that hold
/// one. Everything else stays as it is written.
/// </summary>
internal sealed class DocumentMask(IReadOnlyList<ValueMask> masks, MaskText text)
{
    private const int Deepest = 1000;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Deepest, SkipValidation = true };

    /// <summary>The document with the values replaced; null when it is none.</summary>
    /// <param name="document">The document.</param>
    /// <param name="cuts">Which elements of its arrays are masked: those that any of them keeps for the person.</param>
    public byte[]? Rewrite(ReadOnlyMemory<byte> document, IReadOnlyList<ElementCut> cuts)
    {
        try
        {
            var target = new ArrayBufferWriter<byte>(document.Length + 64);
            using (var writer = new Utf8JsonWriter(target, Plain))
            {
                var reader = new Utf8JsonReader(document.Span, new JsonReaderOptions { MaxDepth = Deepest });
                reader.Read();
                Value(document, ref reader, writer, masks, cuts, 1);
                while (reader.Read())
                {
                    // What follows the document must be nothing but blanks.
                }
            }

            return target.WrittenSpan.ToArray();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Value(
        ReadOnlyMemory<byte> document, ref Utf8JsonReader reader, Utf8JsonWriter writer, IReadOnlyList<ValueMask> here, IReadOnlyList<ElementCut> cuts, int position)
    {
        var own = here.FirstOrDefault(mask => mask.Path.Count == position);
        switch (reader.TokenType)
        {
            case var _ when here.Count == 0 || reader.TokenType == JsonTokenType.Null:
                Copy(document, ref reader, writer);
                break;
            case JsonTokenType.StartArray:
                Array(document, ref reader, writer, here, cuts, position);
                break;
            case var _ when own is not null:
                Replace(document, ref reader, writer, own);
                break;
            case JsonTokenType.StartObject:
                Object(document, ref reader, writer, here, cuts, position);
                break;
            default:
                Copy(document, ref reader, writer);
                break;
        }
    }

    private void Array(
        ReadOnlyMemory<byte> document, ref Utf8JsonReader reader, Utf8JsonWriter writer, IReadOnlyList<ValueMask> here, IReadOnlyList<ElementCut> cuts, int position)
    {
        var cutting = cuts.Where(cut => position <= cut.Depth).ToList();
        if (cutting.Count == 0 && here.Any(mask => mask.Path.Count == position && mask.Method is MaskMethod.Null))
        {
            reader.Skip();
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (cutting.Count == 0 || IsKept((int)reader.TokenStartIndex, cutting)) Value(document, ref reader, writer, here, cuts, position);
            else Copy(document, ref reader, writer);
        }

        writer.WriteEndArray();
    }

    private void Object(
        ReadOnlyMemory<byte> document, ref Utf8JsonReader reader, Utf8JsonWriter writer, IReadOnlyList<ValueMask> here, IReadOnlyList<ElementCut> cuts, int position)
    {
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            writer.WritePropertyName(name);
            reader.Read();
            var inner = here.Where(mask => mask.Path.Count > position && mask.Path[position] == name).ToList();
            var below = cuts.Where(cut => cut.Path.Count > position && cut.Path[position] == name).ToList();
            Value(document, ref reader, writer, inner, below, position + 1);
        }

        writer.WriteEndObject();
    }

    private void Replace(ReadOnlyMemory<byte> document, ref Utf8JsonReader reader, Utf8JsonWriter writer, ValueMask mask)
    {
        var value = reader.TokenType == JsonTokenType.String ? Encoding.UTF8.GetBytes(reader.GetString()!) : Ahead(document, reader).ToArray();
        reader.Skip();
        if (text.Of(mask, value) is { } replacement) writer.WriteStringValue(replacement);
        else writer.WriteNullValue();
    }

    private static bool IsKept(int start, List<ElementCut> cutting) => cutting.Exists(cut => cut.Kept.Contains(start));

    private static void Copy(ReadOnlyMemory<byte> document, ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var value = Ahead(document, reader);
        reader.Skip();
        writer.WriteRawValue(value.Span, skipInputValidation: true);
    }

    // Looks ahead on a copy of the reader.
    private static ReadOnlyMemory<byte> Ahead(ReadOnlyMemory<byte> document, Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return document[start..(int)reader.BytesConsumed];
    }
}
