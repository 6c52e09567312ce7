using YamlDotNet.Core;

namespace PrivacyFunctions.DataMap;

/// <summary>The documents of a YAML file; what cannot be parsed becomes a problem.</summary>
internal static class YamlDocuments
{
    public static IReadOnlyList<YamlNode> Read(string file, string text, ProblemList problems)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var composer = new YamlComposer(file, parser);
        var documents = new List<YamlNode>();
        try
        {
            documents.AddRange(composer.Documents());
        }
        catch (MapReadingException exception)
        {
            problems.Unreadable(exception.Code, exception.At, exception.Message);
        }
        catch (YamlException exception)
        {
            var at = new MapPosition(file, (int)Math.Max(1, exception.Start.Line), (int)Math.Max(1, exception.Start.Column));
            problems.Unreadable(MapCodes.YamlSyntax, at, $"This is not valid YAML: {Sentence(exception)}");
        }

        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser gives up like this on some malformed input instead of naming it.
            var at = parser.Current?.End ?? Mark.Empty;
            problems.Unreadable(MapCodes.YamlSyntax, new MapPosition(file, (int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column)), "This is not valid YAML at or after this place.");
        }

        problems.AddRange(composer.Duplicates);
        return problems.AnyUnreadable ? [] : documents;
    }

    /// <summary>The parser's own words without its position prefix, made safe to print.</summary>
    private static string Sentence(YamlException exception)
    {
        var message = exception.Message;
        var prefix = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        return Quote.Name(prefix >= 0 ? message[(prefix + 3)..] : message).Trim('\'');
    }
}
