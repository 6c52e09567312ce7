using System.Text;

namespace PrivacyFunctions.Tests.Bundling;

/// <summary>A reader of RFC 4180, written from its grammar and from nothing else: refuses whatever the grammar does not allow.</summary>
internal static class Rfc4180
{
    public static List<List<string>> Parse(string text)
    {
        var lines = new List<List<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var line = new List<string>();
            do line.Add(Field(text, ref at));
            while (Take(text, ref at, ','));
            if (!Take(text, ref at, '\r') || !Take(text, ref at, '\n')) throw new FormatException($"No CRLF at {at}.");
            lines.Add(line);
        }

        return lines;
    }

    private static string Field(string text, ref int at)
    {
        var field = new StringBuilder();
        if (!Take(text, ref at, '"'))
        {
            while (at < text.Length && text[at] is not (',' or '"' or '\r' or '\n')) field.Append(text[at++]);
            return field.ToString();
        }

        while (true)
        {
            if (at >= text.Length) throw new FormatException("A quoted field has no end.");
            if (!Take(text, ref at, '"')) field.Append(text[at++]);
            else if (Take(text, ref at, '"')) field.Append('"');
            else return field.ToString();
        }
    }

    private static bool Take(string text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected) return false;
        at++;
        return true;
    }
}
