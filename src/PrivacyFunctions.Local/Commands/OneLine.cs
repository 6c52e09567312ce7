using System.Globalization;

namespace PrivacyFunctions.Local.Commands;

/// <summary>Text from a file, shown on a terminal: one line, without characters that move the cursor or turn the writing round.</summary>
internal static class OneLine
{
    public static string Of(string text) =>
        text.Any(Unfit) ? string.Concat(text.Select(letter => Unfit(letter) ? '\uFFFD' : letter)) : text;

    private static bool Unfit(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
