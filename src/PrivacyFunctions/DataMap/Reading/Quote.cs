using System.Text;

namespace PrivacyFunctions.DataMap;

/// <summary>Names in sentences: quoted, cut, and with control characters made visible, so that a hostile name cannot forge output.</summary>
internal static class Quote
{
    private const int Longest = 120;

    public static string Name(string name)
    {
        var text = new StringBuilder(Math.Min(name.Length, Longest) + 2).Append('\'');
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length > Longest)
            {
                text.Append('…');
                break;
            }

            if (IsVisible(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
        }

        return text.Append('\'').ToString();
    }

    public static string Name(CollectionAddress address) => Name(address.ToString());

    public static string Name(FieldAddress address) => Name(address.ToString());

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        System.Globalization.UnicodeCategory.Control
        or System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.LineSeparator
        or System.Globalization.UnicodeCategory.ParagraphSeparator
        or System.Globalization.UnicodeCategory.Surrogate
        or System.Globalization.UnicodeCategory.PrivateUse);
}
