using System.Text;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>A text that occurs nowhere by chance, in every form in which it could lie in a file.</summary>
internal sealed record CanaryText(string Text)
{
    private readonly IReadOnlyList<byte[]> _forms = [.. FormsOf(Text)];

    /// <summary>Whether the bytes hold it in any form.</summary>
    public bool IsIn(ReadOnlySpan<byte> content)
    {
        foreach (var form in _forms)
        {
            if (content.IndexOf(form) >= 0) return true;
        }

        return false;
    }

    private static IEnumerable<byte[]> FormsOf(string text)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var bytes = encoding.GetBytes(text);
            yield return bytes;
            yield return Encoding.UTF8.GetBytes(Convert.ToHexString(bytes));
            yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes));
            for (var before = 0; before < 3; before++)
            {
                var base64 = InsideOfBase64(bytes, before);
                yield return Encoding.UTF8.GetBytes(base64);
                yield return Encoding.UTF8.GetBytes(base64.Replace('+', '-').Replace('/', '_'));
            }
        }
    }

    // What stays of the text's base64 when other bytes stand before and after it.
    private static string InsideOfBase64(byte[] bytes, int before)
    {
        var whole = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var first = before == 0 ? 0 : 4;
        var last = (before + bytes.Length) / 3 * 4;
        return whole[first..last];
    }
}
