using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>Rows as one JSON array of objects, as the product stages them.</summary>
internal static class JsonRows
{
    private const int Gathered = 48 * 1024;

    public static async Task<long> WriteAsync(IRecordReader reader, Stream target, CancellationToken cancellation)
    {
        var names = reader.Fields.Select(field => JsonEncodedText.Encode(field.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).ToArray();
        await using var writer = new Utf8JsonWriter(
            target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        writer.WriteStartArray();
        var rows = 0L;
        for (; await reader.ReadAsync(cancellation); rows++)
        {
            writer.WriteStartObject();
            for (var field = 0; field < names.Length; field++)
            {
                writer.WritePropertyName(names[field]);
                if (await reader.ContentAsync(field, cancellation) == FieldContent.Inline) reader.Write(field, writer);
                else writer.WriteNullValue();
            }

            writer.WriteEndObject();
            if (writer.BytesPending > Gathered) await writer.FlushAsync(cancellation);
        }

        writer.WriteEndArray();
        return rows;
    }
}
