using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>The JSON of those columns of the current row that are looked into, wiped before the next row.</summary>
internal sealed class RowDocuments
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _documents = new(StringComparer.Ordinal);

    /// <summary>The column's JSON; empty when it is null or could not be read.</summary>
    public ReadOnlyMemory<byte> Of(string column) => _documents.GetValueOrDefault(column);

    /// <summary>Reads a column; false when it is larger than <paramref name="most"/> bytes or no JSON.</summary>
    public async ValueTask<bool> TryReadAsync(
        string column, FieldContent content, IRecordReader reader, int index, int most, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (content == FieldContent.Inline)
        {
            await using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
            reader.Write(index, writer);
        }
        else
        {
            await using var large = reader.OpenLarge(index);
            int read;
            do
            {
                read = await large.ReadAsync(buffer.GetMemory(16 * 1024), cancellation);
                buffer.Advance(read);
            }
            while (read > 0 && buffer.WrittenCount <= most);
        }

        var whole = buffer.WrittenCount <= most && JsonText.TryUnwrap(buffer.WrittenMemory, out var document) ? document : default;
        _documents[column] = whole;
        return !whole.IsEmpty;
    }

    /// <summary>Forgets the row.</summary>
    public void Clear() => _documents.Clear();
}
