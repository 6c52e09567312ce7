using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

/// <summary>What a test asks and gets.</summary>
public static class Reading
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static KeySet Keys(string field, params string[] values) => Keys([field], KeyComparison.Exact, [.. values.Select(KeyTuple.Of)]);

    public static KeySet Keys(string field, KeyComparison comparison, params string[] values) =>
        Keys([field], comparison, [.. values.Select(KeyTuple.Of)]);

    public static KeySet Keys(string[] fields, KeyComparison comparison, params KeyTuple[] tuples) =>
        new() { Fields = fields, Comparison = comparison, Keys = tuples.ToAsyncEnumerable() };

    public static KeyTuple Tuple(params string[] values) => new([.. values.Select(value => new KeyValue(value))]);

    public static RecordQuery Query(string collection, string[] fields, params KeySet[] sets) =>
        new() { Collection = collection, Fields = fields, KeyFields = [], KeySets = sets, RowCap = long.MaxValue };

    /// <summary>All rows as JSON objects; large values as <c>{"$large": text or base64}</c>.</summary>
    public static async Task<List<JsonElement>> RowsAsync(this IConnectedSystem system, RecordQuery query)
    {
        await using var reader = await system.ReadAsync(query, default);
        return await RowsAsync(reader);
    }

    public static async Task<List<JsonElement>> RowsAsync(this IRecordReader reader)
    {
        var rows = new List<JsonElement>();
        while (await reader.ReadAsync(default))
            rows.Add(JsonDocument.Parse(await RowAsync(reader)).RootElement);
        return rows;
    }

    /// <summary>The first field of all rows, as text, sorted.</summary>
    public static async Task<string> FirstsAsync(this IConnectedSystem system, RecordQuery query) =>
        string.Join(' ', (await system.RowsAsync(query)).Select(row => row.EnumerateObject().First().Value.ToString()).Order(StringComparer.Ordinal));

    public static async Task<byte[]> RowAsync(IRecordReader reader)
    {
        using var bytes = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            writer.WriteStartObject();
            for (var field = 0; field < reader.Fields.Count; field++)
            {
                writer.WritePropertyName(reader.Fields[field].Name);
                await FieldAsync(reader, field, writer);
            }

            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static async Task FieldAsync(IRecordReader reader, int field, Utf8JsonWriter writer)
    {
        switch (await reader.ContentAsync(field, default))
        {
            case FieldContent.Null:
                writer.WriteNullValue();
                break;
            case FieldContent.Inline:
                reader.Write(field, writer);
                break;
            case var large:
                using (var copy = new MemoryStream())
                {
                    await using (var stream = reader.OpenLarge(field)) await stream.CopyToAsync(copy);
                    writer.WriteStartObject();
                    var text = large == FieldContent.LargeText ? Encoding.UTF8.GetString(copy.ToArray()) : Convert.ToBase64String(copy.ToArray());
                    writer.WriteString("$large", text);
                    writer.WriteEndObject();
                }

                break;
        }
    }
}
