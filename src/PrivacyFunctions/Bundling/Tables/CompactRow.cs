using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Finds the fields of a row written as staging writes it, without blanks and with every field in its place, several times faster than a JSON
/// reader. Any other row it leaves alone.
/// </summary>
internal sealed class CompactRow(IReadOnlyList<string> fields)
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create("\"\\"u8);

    private readonly byte[][] _heads =
        [.. fields.Select((field, index) => Encoding.UTF8.GetBytes($"{(index == 0 ? '{' : ',')}\"{JsonEncodedText.Encode(field)}\":"))];

    /// <summary>False when the row is of another form; the cells then hold nothing useful.</summary>
    public bool TryFind(ReadOnlySpan<byte> row, Span<Cell> cells)
    {
        var at = 0;
        for (var i = 0; i < _heads.Length; i++)
        {
            if (!row[at..].StartsWith(_heads[i])) return false;
            at += _heads[i].Length;
            if (!TryRead(row, at, out cells[i])) return false;
            at = cells[i].End;
        }

        return at == row.Length - 1 && row[at] == '}';
    }

    private static bool TryRead(ReadOnlySpan<byte> row, int at, out Cell cell)
    {
        cell = default;
        if (at >= row.Length) return false;
        switch (row[at])
        {
            case (byte)'"':
                return TryReadText(row, at, out cell);
            case (byte)'{' or (byte)'[':
                var reader = new Utf8JsonReader(row[at..]);
                reader.Read();
                var type = reader.TokenType;
                reader.Skip();
                cell = new Cell(at, at + (int)reader.BytesConsumed, type);
                return true;
            default:
                var length = row[at..].IndexOfAny((byte)',', (byte)'}');
                cell = new Cell(at, at + length, row[at] == 'n' ? JsonTokenType.Null : JsonTokenType.Number);
                return length > 0;
        }
    }

    private static bool TryReadText(ReadOnlySpan<byte> row, int start, out Cell cell)
    {
        var first = start + 1;
        var (at, plain, escaped) = (first, true, false);
        while (true)
        {
            var next = row[at..].IndexOfAny(plain ? CsvCell.Special : Ends);
            cell = default;
            if (next < 0) return false;
            at += next;
            if (row[at] == '"')
            {
                plain = plain && at > first && CsvCell.IsPlain(row[first..at]);
                cell = new Cell(start, at + 1, JsonTokenType.String, escaped, plain);
                return true;
            }

            plain = false;
            if (row[at] != '\\') continue;
            escaped = true;
            at += 2;
            if (at >= row.Length) return false;
        }
    }
}
