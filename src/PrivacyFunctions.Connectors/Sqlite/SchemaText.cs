using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>Facts that stand only in the text of the schema.</summary>
internal static class SchemaText
{
    /// <summary>What fires a trigger: the first event keyword after its name.</summary>
    public static CatalogueTrigger Trigger(string name, string statement)
    {
        // CREATE [TEMP] TRIGGER [IF NOT EXISTS] name [BEFORE|AFTER|INSTEAD OF] event: the name itself may be an event's word.
        var tokens = SqlTokens.Of(statement).SkipWhile(token => !token.Is("TRIGGER")).Skip(1).ToList();
        if (tokens.Count > 2 && tokens[0].Is("IF") && tokens[1].Is("NOT")) tokens.RemoveRange(0, 3);
        var head = tokens.Skip(1).TakeWhile(token => !token.Is("ON")).ToList();
        return new CatalogueTrigger(name, head.Exists(token => token.Is("DELETE")), head.Exists(token => token.Is("UPDATE")));
    }

    /// <summary>Names inside the CHECK constraints of a table.</summary>
    public static HashSet<string> CheckedNames(string statement)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var depth = 0;
        var opened = false;
        foreach (var token in SqlTokens.Of(statement))
        {
            if (depth == 0)
            {
                if (opened && token.Text == "(") depth = 1;
                opened = token.Is("CHECK");
                continue;
            }

            if (token is { Text: "(", IsName: false }) depth++;
            else if (token is { Text: ")", IsName: false }) depth--;
            else if (token is { IsName: true, IsLiteral: false }) names.Add(token.Text);
        }

        return names;
    }
}
