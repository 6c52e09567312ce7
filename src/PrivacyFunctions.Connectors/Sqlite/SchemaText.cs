using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>Facts that stand only in the text of the schema.</summary>
internal static class SchemaText
{
    /// <summary>What fires a trigger (the first event keyword after its name), and which of these tables it changes.</summary>
    public static CatalogueTrigger Trigger(string name, string statement, IReadOnlyList<string> tables)
    {
        // CREATE [TEMP] TRIGGER [IF NOT EXISTS] name [BEFORE|AFTER|INSTEAD OF] event: the name itself may be an event's word.
        var tokens = SqlTokens.Of(statement).SkipWhile(token => !token.Is("TRIGGER")).Skip(1).ToList();
        if (tokens.Count > 2 && tokens[0].Is("IF") && tokens[1].Is("NOT")) tokens.RemoveRange(0, 3);
        var head = tokens.Skip(1).TakeWhile(token => !token.Is("ON")).ToList();
        var trigger = new CatalogueTrigger(name, head.Exists(token => token.Is("DELETE")), head.Exists(token => token.Is("UPDATE")));
        return TriggerText.Read(trigger, tokens.Skip(1 + head.Count), (_, named) => tables.Where(table => table.Equals(named.Text, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The constraints of a table that are written as expressions, each as the tokens between its brackets.</summary>
    public static List<List<SqlToken>> Checks(string statement)
    {
        var checks = new List<List<SqlToken>>();
        var depth = 0;
        var opened = false;
        foreach (var token in SqlTokens.Of(statement))
        {
            if (depth == 0)
            {
                if (opened && token.Text == "(")
                {
                    depth = 1;
                    checks.Add([]);
                }

                opened = token.Is("CHECK");
                continue;
            }

            if (token is { Text: "(", IsName: false }) depth++;
            else if (token is { Text: ")", IsName: false }) depth--;
            if (depth > 0) checks[^1].Add(token);
        }

        return checks;
    }

    /// <summary>Names in some tokens; those of columns are among them.</summary>
    public static HashSet<string> Names(IEnumerable<SqlToken> tokens) =>
        tokens.Where(token => token is { IsName: true, IsLiteral: false }).Select(token => token.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a constraint says that something is not null, in whichever words.</summary>
    public static bool DemandsValues(IReadOnlyList<SqlToken> check)
    {
        var pairs = check.Zip(check.Skip(1)).ToList();
        return check.Any(token => token.Is("NOTNULL"))
            || pairs.Exists(pair => pair.First.Is("NOT") && pair.Second.Is("NULL"))
            || pairs.SkipWhile(pair => !pair.First.Is("NOT")).Any(pair => pair.Second.Is("ISNULL") || (pair.First.Is("IS") && pair.Second.Is("NULL")));
    }
}
