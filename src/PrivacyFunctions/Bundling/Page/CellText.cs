using System.Globalization;
using System.Text;

namespace PrivacyFunctions.Bundling.Page;

/// <summary>Makes text fit to be shown: no character that cannot be, and no more than a cell may hold.</summary>
internal static class CellText
{
    /// <summary>Most characters a cell shows, the remark on the rest included.</summary>
    public const int Most = 500;

    private const int Kept = 440;

    public static string Fit(string text)
    {
        if (text.Length <= Most) return Clean(text);
        var end = char.IsHighSurrogate(text[Kept - 1]) ? Kept - 1 : Kept;
        return string.Create(CultureInfo.InvariantCulture, $"{Clean(text[..end])} … ({text.Length:N0} characters in all)");
    }

    /// <summary>Control characters, lone surrogates and marks that turn the direction of other text become the replacement character.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Unshowable)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Unshowable.Contains((char)rune.Value)) clean.Append('\uFFFD');
            else clean.Append(rune);
        }

        return clean.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Unshowable = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0xFFFF).Select(c => (char)c).Where(IsUnshowable), '\uFFFF']);

    private static bool IsUnshowable(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || char.IsSurrogate(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\uFFFE';
}
