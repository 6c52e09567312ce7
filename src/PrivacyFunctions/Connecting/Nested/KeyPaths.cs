using System.Text.Json;

namespace PrivacyFunctions.Connecting;

/// <summary>
/// The fields of one key, and which of their values in a row belong together. Values in the same array come from the same element; a value outside an
/// array goes with each of its elements. Of two arrays of which neither lies in the other nobody can tell which elements belong together: where both
/// hold several values, no key is made.
/// </summary>
/// <param name="fields">Where the values stand, each column first.</param>
public sealed class KeyPaths(IReadOnlyList<IReadOnlyList<string>> fields)
{
    private readonly IReadOnlyList<IReadOnlyList<string>> _fields = fields;
    private readonly IReadOnlyList<(string Column, KeyPathNode Node)> _columns = KeyPathNode.Of(fields);

    /// <summary>The keys of a row; none when a field has no value.</summary>
    /// <param name="row">Gives the columns of the row.</param>
    /// <param name="unclear">Whether keys were left out because it is not clear which values belong together.</param>
    public IReadOnlyList<KeyTuple> Of(Func<string, ColumnValue> row, out bool unclear)
    {
        ArgumentNullException.ThrowIfNull(row);
        unclear = false;
        return _fields is [var only] ? [.. Values(row(only[0]), only).Select(value => new KeyTuple([value]))] : [.. Parts(row, out unclear).Select(part => part.Key)];
    }

    /// <summary>Where the elements of a column begin that hold, together with the rest of the row, an accepted key.</summary>
    internal HashSet<int> Holding(string column, Func<string, ColumnValue> row, Func<KeyTuple, bool> isKey, out bool unclear)
    {
        var starts = new HashSet<int>();
        unclear = false;
        if (_fields is [var only])
        {
            NestedKeys.Visit(row(column).Document.Span, only, starts, value => isKey(new KeyTuple([value])));
            return starts;
        }

        foreach (var part in Parts(row, out unclear).Where(part => part.Elements is not null && isKey(part.Key))) part.Elements!.AddTo(column, starts);
        return starts;
    }

    private static IEnumerable<KeyValue> Values(ColumnValue value, IReadOnlyList<string> path)
    {
        if (!value.Document.IsEmpty) return NestedKeys.Extract(value.Document.Span, path);
        return path.Count == 1 && value.Scalar is { } scalar ? [scalar] : [];
    }

    private IReadOnlyCollection<KeyPart> Parts(Func<string, ColumnValue> row, out bool unclear)
    {
        var combining = new KeyCombining(_fields.Count);
        var groups = new List<KeyParts>();
        foreach (var (column, node) in _columns)
        {
            groups.Add(Column(combining, column, node, row(column)));
        }

        var all = combining.Together(groups);
        unclear = combining.Unclear;
        return all.All;
    }

    private static KeyParts Column(KeyCombining combining, string column, KeyPathNode node, ColumnValue value)
    {
        if (value.Document.IsEmpty) return combining.Scalar(node, value.Scalar);
        try
        {
            var reader = NestedKeys.Open(value.Document.Span);
            var parts = combining.Value(ref reader, column, node);
            NestedKeys.Finish(ref reader);
            return parts;
        }
        catch (JsonException)
        {
            return new KeyParts();
        }
    }
}
