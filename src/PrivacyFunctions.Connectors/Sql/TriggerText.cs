using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Which tables the text of a trigger, or of the function it calls, deletes rows from and updates. Statements put together while it runs are not seen.</summary>
internal static class TriggerText
{
    /// <summary>The trigger with the tables that its text reaches.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="text">What it runs.</param>
    /// <param name="find">Catalogue names of the tables that a name, with its schema where one is written, may mean.</param>
    public static CatalogueTrigger Read(CatalogueTrigger trigger, IEnumerable<SqlToken> text, Func<string?, SqlToken, IEnumerable<string>> find)
    {
        var tokens = text.ToList();
        var (deleted, updated) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        IEnumerable<string> inserted = [];
        for (var i = 0; i < tokens.Count; i++)
        {
            var before = i > 0 ? tokens[i - 1] : new SqlToken("", IsName: false, IsLiteral: false);
            if (Follow(tokens, i, "DELETE", "FROM") is { } from) deleted.UnionWith(Named(tokens, from, find));
            else if (Follow(tokens, i, "TRUNCATE") is { } cut) deleted.UnionWith(Named(tokens, cut, find));
            else if (Follow(tokens, i, "MERGE", "INTO") is { } merged)
            {
                deleted.UnionWith(Named(tokens, merged, find));
                updated.UnionWith(Named(tokens, merged, find));
            }
            else if (Follow(tokens, i, "INTO") is { } into && (before.Is("INSERT") || before.Is("REPLACE") || before.Is("IGNORE") || before.Is("ABORT") || before.Is("FAIL") || before.Is("ROLLBACK")))
            {
                inserted = [.. Named(tokens, into, find)];
                if (before.Is("REPLACE")) deleted.UnionWith(inserted);
            }
            else if (before.Is("DO") && tokens[i].Is("UPDATE")) updated.UnionWith(inserted);
            else if (!before.Is("FOR") && Follow(tokens, i, "UPDATE") is { } update) updated.UnionWith(Named(tokens, update, find));
        }

        return trigger with { DeletesFrom = [.. deleted], Updates = [.. updated] };
    }

    /// <summary>Where the text goes on after these words and what may stand before a table's name; null when other words stand here.</summary>
    private static int? Follow(List<SqlToken> tokens, int at, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (at >= tokens.Count || !tokens[at++].Is(word)) return null;
        }

        if (at + 1 < tokens.Count && tokens[at].Is("OR")) at += 2;
        while (at < tokens.Count && (tokens[at].Is("ONLY") || tokens[at].Is("TABLE"))) at++;
        return at;
    }

    private static IEnumerable<string> Named(List<SqlToken> tokens, int at, Func<string?, SqlToken, IEnumerable<string>> find)
    {
        if (at >= tokens.Count || !tokens[at].IsName) return [];
        return at + 2 < tokens.Count && tokens[at + 1] is { Text: ".", IsName: false } && tokens[at + 2].IsName
            ? find(tokens[at].Text, tokens[at + 2])
            : find(null, tokens[at]);
    }
}
