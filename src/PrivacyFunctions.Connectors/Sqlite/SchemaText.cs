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
