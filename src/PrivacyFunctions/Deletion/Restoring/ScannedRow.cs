using System.Buffers;
using System.Collections.Immutable;
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

    /// <summary>Every combination of the fields' values; none when a field has no value.</summary>
    public IEnumerable<KeyTuple> Tuples(IReadOnlyList<FieldPath> fields)
    {
        IEnumerable<ImmutableArray<KeyValue>> tuples = [[]];
        foreach (var field in fields)
        {
            var values = Values(field);
            tuples = tuples.SelectMany(tuple => values.Select(tuple.Add));
        }

        return tuples.Where(tuple => !tuple.IsEmpty).Select(tuple => new KeyTuple(tuple));
    }

    /// <summary>Whether the value of a mask could be the mask's own work.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="elements">Keys in arrays of the column: only elements that hold one are looked at.</param>
    public bool LooksMasked(ValueMask mask, IReadOnlyList<ElementMatch> elements)
    {
        var column = mask.Path[0];
        if (_contents[_index[column]] == FieldContent.Null) return true;
        if (_inside.Contains(column)) return _documents.Of(column) is { IsEmpty: false } document && MaskLook.Fits(mask, Cut(document, elements));
        return reader.TryGetKey(_index[column], out var value) && MaskLook.Fits(mask, value.Text);
    }

    private static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> document, IReadOnlyList<ElementMatch> elements)
    {
        if (elements.Count == 0) return document;
        var kept = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(kept, new JsonWriterOptions { SkipValidation = true }))
        {
            new NestedFilter(null, elements).Write(document.Span, writer);
        }

        return kept.WrittenMemory;
    }

    private IReadOnlyList<KeyValue> Values(FieldPath path)
    {
        if (_inside.Contains(path.Column)) return NestedKeys.Extract(_documents.Of(path.Column).Span, path);
        return reader.TryGetKey(_index[path.Column], out var key) ? [key] : [];
    }
}
