using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>The current row of a scan, as far as it is judged.</summary>
internal sealed class ScannedRow(IRecordReader reader, RestoreTarget target)
{
    private readonly Dictionary<string, int> _index = target.Columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
    private readonly HashSet<string> _inside = [.. target.Documents];
    private readonly FieldContent[] _contents = new FieldContent[target.Columns.Count];
    private readonly RowDocuments _documents = new();
    private readonly Dictionary<IReadOnlyList<FieldPath>, KeyPaths> _paths = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes the reader's current row.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellation)
    {
        _documents.Clear();
        foreach (var (column, index) in _index)
        {
            var content = _contents[index] = await reader.ContentAsync(index, cancellation);
            if (content != FieldContent.Null && _inside.Contains(column))
                await _documents.TryReadAsync(column, content, reader, index, LargeValue.InlineDocument, cancellation);
        }
    }

    /// <summary>The keys in these fields, as the search took them; none when a field has no value.</summary>
    public IReadOnlyList<KeyTuple> Tuples(IReadOnlyList<FieldPath> fields)
    {
        if (fields.Count == 0) return [];
        if (!_paths.TryGetValue(fields, out var paths)) _paths[fields] = paths = new KeyPaths([.. fields.Select(field => field.Segments)]);
        return paths.Of(Value, out _);
    }

    /// <summary>Whether the value of a mask could be the mask's own work.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="elements">Keys in arrays of the column: only elements that hold one are looked at.</param>
    public bool LooksMasked(ValueMask mask, IReadOnlyList<ElementKeys> elements)
    {
        var column = mask.Path[0];
        if (_contents[_index[column]] == FieldContent.Null) return true;
        if (_inside.Contains(column)) return _documents.Of(column) is { IsEmpty: false } document && MaskLook.Fits(mask, Cut(column, document, elements));
        return reader.TryGetKey(_index[column], out var value) && MaskLook.Fits(mask, value.Text);
    }

    private ReadOnlyMemory<byte> Cut(string column, ReadOnlyMemory<byte> document, IReadOnlyList<ElementKeys> elements)
    {
        if (elements.Count == 0) return document;
        var kept = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(kept, new JsonWriterOptions { SkipValidation = true }))
        {
            new NestedFilter(null).Write(document.Span, [.. elements.SelectMany(element => element.Of(column, Value, out _))], writer);
        }

        return kept.WrittenMemory;
    }

    private ColumnValue Value(string column)
    {
        if (_inside.Contains(column)) return new ColumnValue(_documents.Of(column));
        return reader.TryGetKey(_index[column], out var key) ? ColumnValue.Of(key) : default;
    }
}
