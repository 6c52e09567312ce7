using System.Text;
using System.Text.Json;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Turns rows of JSON into lines of CSV. Numbers stay numbers, as JSON has them; a value that is absent or null is an empty cell; structures stay
/// JSON text; large values are the path of their file.
/// </summary>
internal sealed class CsvTable(IReadOnlyList<string> fields) : IDisposable
{
    private readonly byte[][] _names = [.. fields.Select(Encoding.UTF8.GetBytes)];
    private readonly CompactRow _compact = new(fields);
    private readonly Cell[] _cells = new Cell[fields.Count];
    private readonly PooledBuffer _text = new();

    public void WriteHeader(PooledBuffer output)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (i > 0) output.Append((byte)',');
            CsvCell.Write(output, _names[i]);
        }

        output.Append("\r\n"u8);
    }

    public void WriteRow(PooledBuffer output, PublishedRows rows)
    {
        var row = rows.Row.Span;
        if (!_compact.TryFind(row, _cells)) Find(row);
        for (var i = 0; i < _cells.Length; i++)
        {
            if (i > 0) output.Append((byte)',');
            WriteCell(output, row, _cells[i], rows);
        }

        // A line without any character would be no line.
        if (_cells.Length == 1 && _cells[0].Type is JsonTokenType.None or JsonTokenType.Null) output.Append("\"\""u8);
        output.Append("\r\n"u8);
    }

    public void Dispose() => _text.Dispose();

    private void Find(ReadOnlySpan<byte> row)
    {
        Array.Clear(_cells);
        var reader = new Utf8JsonReader(row);
        var expected = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldAt(ref reader, expected);
            expected = field + 1;
            reader.Read();
            var (start, type, escaped) = ((int)reader.TokenStartIndex, reader.TokenType, reader.ValueIsEscaped);
            reader.Skip();
            _cells[field] = new Cell(start, (int)reader.BytesConsumed, type, escaped);
        }
    }

    // Rows have their fields in the order of the header, as a rule.
    private int FieldAt(ref Utf8JsonReader reader, int expected)
    {
        if (expected < _names.Length && reader.ValueTextEquals(_names[expected])) return expected;
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i])) return i;
        }

        throw new InvalidDataException("A staged row has a field that its collection did not announce.");
    }

    private void WriteCell(PooledBuffer output, ReadOnlySpan<byte> row, Cell cell, PublishedRows rows)
    {
        var value = row[cell.Start..cell.End];
        switch (cell.Type)
        {
            case JsonTokenType.None or JsonTokenType.Null:
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                output.Append(value);
                break;
            case JsonTokenType.String when cell.Plain:
                output.Append(value[1..^1]);
                break;
            case JsonTokenType.String:
                CsvCell.Write(output, cell.Escaped ? Text(value) : value[1..^1]);
                break;
            case JsonTokenType.StartObject when rows.IsReference(cell.Start):
                CsvCell.Write(output, value[(5 + RowFrame.ReferenceName.Length)..^2]);
                break;
            default:
                CsvCell.Write(output, value);
                break;
        }
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        _text.Clear();
        _text.Advance(reader.CopyString(_text.GetSpan(value.Length)));
        return _text.Written.Span;
    }
}
