using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>
/// The one statement of a reading. Its columns are, in order: the row's number where it has one, whether the row is certain (only where
/// certain and candidate rows mix), what candidates are verified by, and the fields.
/// </summary>
internal sealed class SelectStatement
{
    /// <summary>A function of ours: the ASCII characters of a text in lower case.</summary>
    public const string Skeleton = "privacy_skeleton";

    private const string Blanks = "$blanks";

    /// <summary>Builds the statement over keys that are in their tables already.</summary>
    public SelectStatement(ResolvedQuery query, IReadOnlyList<KeyTable> keys, IReadOnlyList<KeyTable> except)
    {
        var certain = string.Join(" OR ", keys.Where(table => !table.Set.Verified).Select(Exact));
        var candidates = string.Join(" OR ", keys.Where(table => table.Set.Verified).Select(Candidates));
        Mixed = certain.Length > 0 && candidates.Length > 0;
        Check = CheckOf(keys);
        Excepted = CheckOf(except);
        var columns = new List<string>();
        if (query.Table.RowIdentifier is { } row) columns.Add($"t.{row}");
        if (Mixed) columns.Add($"({certain}) IS TRUE");
        FirstEvidence = columns.Count;
        columns.AddRange((Check?.Evidence ?? []).Concat(Excepted?.Evidence ?? []).Select(Column));
        FirstField = columns.Count;
        columns.AddRange(query.Fields.Select(field => Field(field, query.Table)));
        if (columns.Count == 0) columns.Add("1");
        var condition = string.Join(" OR ", new[] { certain, candidates }.Where(part => part.Length > 0));
        var text = new StringBuilder($"SELECT {string.Join(", ", columns)} FROM {SqlName.Quote(query.Table.Path)} AS t{Where(query, condition)}");
        foreach (var table in except.Where(table => !table.Set.Verified)) text.Append(CultureInfo.InvariantCulture, $" AND {Exact(table)} IS NOT TRUE");
        // Candidates that fall away must not use up the cap.
        if (Check is null && Excepted is null && query.RowCap < long.MaxValue) text.Append(CultureInfo.InvariantCulture, $" LIMIT {query.RowCap + 1}");
        Text = text.ToString();
    }

    /// <summary>The statement.</summary>
    public string Text { get; }

    /// <summary>Whether a column says that a row is certain; it stands before the evidence.</summary>
    public bool Mixed { get; }

    /// <summary>What candidates are compared with; null when every row is certain.</summary>
    public CandidateCheck? Check { get; }

    /// <summary>What rows are compared with to be left out; null when the statement leaves them out itself.</summary>
    public CandidateCheck? Excepted { get; }

    /// <summary>Which column is the first that candidates are verified by.</summary>
    public int FirstEvidence { get; }

    /// <summary>Which column is the first field.</summary>
    public int FirstField { get; }

    /// <summary>Longest value that comes with its row; others are left in the file until they are opened.</summary>
    public static int InlineLimit(CatalogueColumn field) => field.Kind == ValueKind.Json ? LargeValue.InlineDocument : LargeValue.InlineText;

    /// <summary>Whether long values of the table can be left in the file: SQLite reads in pieces only where nothing is generated.</summary>
    public static bool StaysInFile(CatalogueTable table) => table.RowIdentifier is not null && !table.Columns.Any(column => column.Generated);

    /// <summary>Prepares a command.</summary>
    public SqliteCommand Prepare(SqliteConnection connection)
    {
        connection.CreateFunction(Skeleton, (string? text) => text is null ? null : KeySieve.Skeleton(text), isDeterministic: true);
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are in tables.
        command.CommandText = Text;
#pragma warning restore CA2100
        if (Text.Contains(Blanks, StringComparison.Ordinal)) command.Parameters.AddWithValue(Blanks, Blank.Characters(_ => true));
        return command;
    }

    private static CandidateCheck? CheckOf(IReadOnlyList<KeyTable> keys) =>
        keys.Any(table => table.Set.Verified) ? new CandidateCheck([.. keys.Where(table => table.Set.Verified).Select(table => (table.Set, table.Sieve.Digests))]) : null;

    // Only a scan has no key sets.
    private static string Where(ResolvedQuery query, string condition) => (query.Sets.Count, condition.Length) switch
    {
        (0, _) => "",
        (_, 0) => throw new InvalidOperationException("A query needs a key predicate."),
        _ => $" WHERE ({condition})",
    };

    // A value too long for a row is announced by as many zeros, which take no memory.
    private static string Field(CatalogueColumn field, CatalogueTable table)
    {
        var column = $"t.{SqlName.Quote(field.Name)}";
        return StaysInFile(table)
            ? $"iif(typeof({column}) IN ('text', 'blob') AND octet_length({column}) > {InlineLimit(field)}, zeroblob(octet_length({column})), {column})"
            : column;
    }

    private static string Exact(KeyTable table)
    {
        // Collations come through views unseen; naming the binary one costs no index.
        var columns = table.Set.Targets.Select(target => $"{Column(target)} COLLATE BINARY").ToList();
        var first = $"{columns[0]} IN (SELECT {KeyTable.Column(0)} FROM {table.Name})";
        if (columns.Count == 1) return $"({first})";
        // The first column alone finds an index where the row would not.
        var names = string.Join(", ", columns.Select((_, index) => KeyTable.Column(index)));
        return $"({first} AND ({string.Join(", ", columns)}) IN (SELECT {names} FROM {table.Name}))";
    }

    private static string Candidates(KeyTable table) => $"({string.Join(" AND ", table.Set.Targets.Select((target, index) => Candidate(table, target, index)))})";

    private static string Candidate(KeyTable table, KeyTarget target, int index)
    {
        var column = Column(target);
        var keys = $"IN (SELECT {KeyTable.Column(index)} FROM {table.Name})";
        if (!target.InDocument) return $"{Reduced(table, target, column)} COLLATE BINARY {keys}";
        return $"CASE WHEN typeof({column}) = 'text' AND json_valid({column}) "
            + $"THEN EXISTS (SELECT 1 FROM json_tree({column}) AS j WHERE {Reduced(table, target, "j.atom")} {keys}) ELSE 0 END";
    }

    private static string Reduced(KeyTable table, KeyTarget target, string value) => target.Comparison switch
    {
        KeyComparison.Email => LocalPart(value),
        KeyComparison.EmailIgnoringCase => Folded(table, LocalPart(value)),
        KeyComparison.IgnoringCase => Folded(table, value),
        _ => value,
    };

    private static string LocalPart(string value) => $"substr(ltrim({value}, {Blanks}), 1, instr(ltrim({value}, {Blanks}) || '@', '@') - 1)";

    private static string Folded(KeyTable table, string value) => table.Sieve.BeyondAscii ? $"{Skeleton}({value})" : $"lower({value})";

    private static string Column(KeyTarget target) => $"t.{SqlName.Quote(target.Column.Name)}";
}
