using System.Text.RegularExpressions;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>The tokens of a statement kept in a schema: systems give some facts only as the text that created them.</summary>
internal static partial class SqlTokens
{
    /// <summary>Words, unquoted identifiers and single characters; comments and white space left out.</summary>
    public static IEnumerable<SqlToken> Of(string statement)
    {
        foreach (Match match in Token().Matches(statement))
        {
            var text = match.Value;
            if (match.Groups["skip"].Success) continue;
            var quoted = match.Groups["quoted"].Success;
            yield return new SqlToken(quoted ? Unquote(text) : text, quoted || match.Groups["word"].Success, text[0] == '\'');
        }
    }

    private static string Unquote(string text)
    {
        var close = text[0] == '[' ? "]" : text[..1];
        return text[1..^1].Replace(close + close, close, StringComparison.Ordinal);
    }

    [GeneratedRegex("""
        (?<skip>\s+|--[^\n]*|/\*.*?(?:\*/|\z))
        |(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
        |(?<word>[\w$]+)
        |.
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}

/// <summary>One token.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="IsName">Whether it can be a name or a keyword.</param>
/// <param name="IsLiteral">Whether it stood in single quotes.</param>
internal readonly record struct SqlToken(string Text, bool IsName, bool IsLiteral)
{
    /// <summary>Whether this is the keyword, in any case.</summary>
    public bool Is(string keyword) => !IsLiteral && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
