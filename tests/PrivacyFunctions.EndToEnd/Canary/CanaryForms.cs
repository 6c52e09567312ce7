using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>The forms in which a text or bytes could lie in a file: encodings, escapes, digits, base64 at any place of a longer text.</summary>
internal static class CanaryForms
{
    // Fewer characters of base64 occur by chance.
    private const int Telling = 8;

    /// <summary>Every form of a text.</summary>
    public static IEnumerable<byte[]> Of(string text)
    {
        foreach (var written in (string[])[text, text.ToUpperInvariant(), .. Escaped(text)])
        {
            foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode]) yield return encoding.GetBytes(written);
        }

        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            foreach (var form in Digits(encoding.GetBytes(text))) yield return form;
        }
    }

    /// <summary>Bytes as they are, and as hexadecimal digits or base64.</summary>
    public static IEnumerable<byte[]> Of(byte[] bytes) => [bytes, .. Digits(bytes)];

    private static IEnumerable<byte[]> Digits(byte[] bytes)
    {
        yield return Encoding.UTF8.GetBytes(Convert.ToHexString(bytes));
        yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes));
        for (var before = 0; before < 3; before++)
        {
            var base64 = InsideOfBase64(bytes, before);
            if (base64.Length < Telling) continue;
            yield return Encoding.UTF8.GetBytes(base64);
            yield return Encoding.UTF8.GetBytes(base64.Replace('+', '-').Replace('/', '_'));
        }
    }

    // JSON, URLs, mail, HTML.
    private static IEnumerable<string> Escaped(string text)
    {
        var json = string.Concat(text.Select(c => char.IsAscii(c) ? c.ToString() : $"\\u{(int)c:x4}"));
        yield return json;
        yield return string.Concat(text.Select(c => char.IsAscii(c) ? c.ToString() : $"\\u{(int)c:X4}"));
        yield return JavaScriptEncoder.Default.Encode(text);
        yield return Uri.EscapeDataString(text);
        yield return Uri.EscapeDataString(text).ToLowerInvariant();
        yield return Uri.EscapeDataString(text).Replace('%', '=');
        yield return HtmlEncoder.Default.Encode(text);
        yield return string.Concat(text.Select(c => char.IsAscii(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};")));
    }

    // What stays of the base64 of the bytes when others stand before and after them.
    private static string InsideOfBase64(byte[] bytes, int before)
    {
        var whole = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var first = before == 0 ? 0 : 4;
        var last = (before + bytes.Length) / 3 * 4;
        return whole[first..last];
    }
}
