using System.Buffers;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Writes text as one cell of RFC 4180 that no spreadsheet takes for a formula: an apostrophe goes before <c>= + - @</c>, TAB and CR,
/// and before their full-width forms, where they begin the cell or follow a separator, a quote or a line break within it.
/// Control characters, which no spreadsheet can show, become the replacement character. The JSON beside it is lossless.
/// </summary>
internal static class CsvCell
{
    // Text of other bytes only, that begins with no blank and no character outside ASCII, is written as it is.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(b => (byte)b), 0x7F, .. ",;|\"'"u8]);

    private static readonly SearchValues<byte> SuspectFirst = SearchValues.Create(
        [.. "=+-@ "u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",;\"\r\n\t"u8);

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            // An empty text; a value that is absent is nothing at all.
            output.Write("\"\""u8);
            return;
        }

        if (!SuspectFirst.Contains(text[0]) && text[^1] != ' ' && text.IndexOfAny(Special) < 0)
        {
            output.Write(text);
            return;
        }

        var quoted = text.IndexOfAny(NeedQuotes) >= 0 || text[0] == ' ' || text[^1] == ' ';
        if (quoted) output.Write("\""u8);
        WriteSafely(output, text);
        if (quoted) output.Write("\""u8);
    }

    private static void WriteSafely(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        // At most an apostrophe, a doubled quote or three bytes of replacement for each byte.
        var span = output.GetSpan(checked(text.Length * 3));
        var (at, exposed, leading) = (0, true, true);
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (exposed && IsDangerous(text[i..])) span[at++] = (byte)'\'';
            exposed = IsSeparator(b);
            leading &= IsBlank(text, i);
            exposed |= leading;
            if (b == '"') span[at++] = b;
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7F) at += Replace(span[at..]);
            else span[at++] = b;
        }

        output.Advance(at);
    }

    private static bool IsDangerous(ReadOnlySpan<byte> rest) =>
        rest[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r'
        || (rest.Length >= 3 && rest[0] == 0xEF && (rest[1], rest[2]) is (0xBC, 0x9D) or (0xBC, 0x8B) or (0xBC, 0x8D) or (0xBC, 0xA0));

    private static bool IsSeparator(byte b) =>
        b is (byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)'"' or (byte)'\'' or (byte)'\r' or (byte)'\n';

    // Blanks and invisible characters before the first visible one: space, control, no-break space, zero-width, byte order mark.
    private static bool IsBlank(ReadOnlySpan<byte> text, int at)
    {
        var b = text[at];
        if (b <= 0x20 || b == 0x7F) return true;
        if (b is >= 0x80 and < 0xC0) return true;
        var rest = text[at..];
        return rest.StartsWith("\u00A0"u8) || rest.StartsWith("\uFEFF"u8) || rest.StartsWith("\u3000"u8)
            || (rest.Length >= 3 && b == 0xE2 && (rest[1] == 0x80 || rest[1] == 0x81));
    }

    private static int Replace(Span<byte> span)
    {
        "\uFFFD"u8.CopyTo(span);
        return 3;
    }
}
