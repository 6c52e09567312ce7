using System.Buffers;
using System.Globalization;
using System.Text;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Writes text as one cell of RFC 4180 that no spreadsheet takes for a formula: an apostrophe goes before <c>= + - @</c>, TAB and CR,
/// and before their full-width forms, where they begin the cell or follow a separator, a quote or a line break within it.
/// Control characters, which no spreadsheet can show, become the replacement character. The JSON beside it is lossless.
/// </summary>
internal static class CsvCell
{
    // Text of other bytes only, that begins with no blank and no character outside ASCII, is written as it is.
    public static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(b => (byte)b), 0x7F, .. ",;|\"'\\"u8]);

    private static readonly SearchValues<byte> SuspectFirst = SearchValues.Create(
        [.. "=+-@ "u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",;\"\r\n\t"u8);

    public static void Write(PooledBuffer output, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            // An empty text; a value that is absent is nothing at all.
            output.Append("\"\""u8);
            return;
        }

        if (text.IndexOfAny(Special) < 0 && IsPlain(text))
        {
            output.Append(text);
            return;
        }

        var quoted = text.IndexOfAny(NeedQuotes) >= 0 || text[0] == ' ' || text[^1] == ' ';
        if (quoted) output.Append((byte)'"');
        WriteSafely(output, text);
        if (quoted) output.Append((byte)'"');
    }

    /// <summary>Whether a text without special characters is written as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => !SuspectFirst.Contains(text[0]) && text[^1] != ' ';

    private static void WriteSafely(PooledBuffer output, ReadOnlySpan<byte> text)
    {
        while (LeadingBlank(text) is var blank and > 0)
        {
            WriteFrom(output, ref text, blank, exposed: true);
        }

        var exposed = true;
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAny(Special);
            var next = run == 0 && IsSeparator(text[0]);
            WriteFrom(output, ref text, run == 0 ? 1 : run < 0 ? text.Length : run, exposed);
            exposed = next;
        }
    }

    private static void WriteFrom(PooledBuffer output, ref ReadOnlySpan<byte> text, int length, bool exposed)
    {
        if (exposed && IsDangerous(text)) output.Append((byte)'\'');
        if (length == 1) AppendOne(output, text[0]);
        else output.Append(text[..length]);
        text = text[length..];
    }

    private static void AppendOne(PooledBuffer output, byte b)
    {
        if (b == '"') output.Append("\"\""u8);
        else if (b is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7F) output.Append("\uFFFD"u8);
        else output.Append(b);
    }

    private static bool IsDangerous(ReadOnlySpan<byte> rest) =>
        rest[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r'
        || (rest.Length >= 3 && rest[0] == 0xEF && (rest[1], rest[2]) is (0xBC, 0x9D) or (0xBC, 0x8B) or (0xBC, 0x8D) or (0xBC, 0xA0));

    private static bool IsSeparator(byte b) =>
        b is (byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)'"' or (byte)'\'' or (byte)'\r' or (byte)'\n';

    // The length of the space, control or invisible character that the text begins with; 0 when it begins with something to be seen.
    private static int LeadingBlank(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done) return 0;
        var blank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
        return blank ? length : 0;
    }
}
