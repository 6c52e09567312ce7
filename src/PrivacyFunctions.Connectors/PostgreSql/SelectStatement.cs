using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>
/// The one statement of a reading. Its columns are, in order: whether the row is certain (only where certain and candidate rows mix),
/// what candidates are verified by, the key fields, and all fields. Key fields come twice, so that keys are at hand before their field's
/// turn.
/// </summary>
internal sealed class SelectStatement
{
    private const int VariableHeader = 64;

    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Builds the statement over keys that are at home already.</summary>
    public SelectStatement(ResolvedQuery query, IReadOnlyList<KeyHome> homes, IReadOnlyList<KeyHome> except)
    {
        var certain = Join(homes.Where(home => !home.Set.Verified));
        var candidates = Join(homes.Where(home => home.Set.Verified));
        Mixed = certain.Length > 0 && candidates.Length > 0;
        var excepted = Join(except.Where(home => !home.Set.Verified));
        Check = CheckOf(homes);
        Excepted = CheckOf(except);
        var columns = new List<string>();
        if (Mixed) columns.Add($"({certain}) IS TRUE");
        columns.AddRange((Check?.Evidence ?? []).Concat(Excepted?.Evidence ?? []).Select(Evidence));
        FirstKey = columns.Count;
        KeyFields = [.. Enumerable.Range(0, query.Fields.Count).Where(field => query.IsKey[field] && query.Fields[field].Kind is not (ValueKind.Json or ValueKind.Array))];
        columns.AddRange(KeyFields.Select(field => Key(query.Fields[field])));
        FirstField = columns.Count;
        columns.AddRange(query.Fields.Select(field => $"t.{SqlName.Quote(field.Name)}"));
        var condition = string.Join(" OR ", new[] { certain, candidates }.Where(part => part.Length > 0));
        var text = new StringBuilder($"SELECT {string.Join(", ", columns)} FROM {SqlName.Quote(query.Table.Path)} AS t{Where(query, condition)}");
        if (excepted.Length > 0) text.Append(CultureInfo.InvariantCulture, $" AND ({excepted}) IS NOT TRUE");
        // Candidates that fall away must not use up the cap.
        if (Check is null && Excepted is null && query.RowCap < long.MaxValue) text.Append(CultureInfo.InvariantCulture, $" LIMIT {query.RowCap + 1}");
        Text = text.ToString();
    }

    /// <summary>The statement.</summary>
    public string Text { get; }

    /// <summary>Parameters besides the keys.</summary>
    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    /// <summary>Whether the first column says that a row is certain.</summary>
    public bool Mixed { get; }

    /// <summary>What candidates are compared with; null when every row is certain.</summary>
    public CandidateCheck? Check { get; }

    /// <summary>What rows are compared with to be left out; null when the statement leaves them out itself.</summary>
    public CandidateCheck? Excepted { get; }

    /// <summary>Which column is the first key.</summary>
    public int FirstKey { get; }

    /// <summary>The field of each key column.</summary>
    public IReadOnlyList<int> KeyFields { get; }

    /// <summary>Which column is the first field.</summary>
    public int FirstField { get; }

    /// <summary>Fills a command.</summary>
    public void ApplyTo(NpgsqlCommand command, IReadOnlyList<KeyHome> homes, ResolvedQuery query, ServerEncoding encoding)
    {
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        command.CommandText = Text;
#pragma warning restore CA2100
        foreach (var parameter in homes.SelectMany(home => home.Parameters).Concat(_parameters))
            command.Parameters.Add(parameter);
        if (Text.Contains($"@{KeyPredicate.Blanks}", StringComparison.Ordinal))
            command.Parameters.Add(new NpgsqlParameter(KeyPredicate.Blanks, NpgsqlDbType.Text) { Value = Blank.Characters(encoding.CanStore) });
        var fields = KeyFields.Select(field => query.Fields[field]).Concat(query.Fields);
        command.UnknownResultTypeList = [.. Enumerable.Repeat(true, FirstKey), .. fields.Select(field => !ValueFormats.Of(field).Binary)];
    }

    private static CandidateCheck? CheckOf(IReadOnlyList<KeyHome> homes) =>
        homes.Any(home => home.Set.Verified) ? new CandidateCheck([.. homes.Where(home => home.Set.Verified).Select(home => (home.Set, home.Sieve.Digests))]) : null;

    private string Join(IEnumerable<KeyHome> homes)
    {
        var conditions = new List<string>();
        foreach (var home in homes)
        {
            var predicate = new KeyPredicate(home);
            conditions.Add($"({predicate.Build()})");
            _parameters.AddRange(predicate.Parameters);
        }

        return string.Join(" OR ", conditions);
    }

    // Only a scan has no key sets.
    private static string Where(ResolvedQuery query, string condition) => (query.Sets.Count, condition.Length) switch
    {
        (0, _) => "",
        (_, 0) => throw new InvalidOperationException("A query needs a key predicate."),
        _ => $" WHERE ({condition})",
    };

    /// <summary>What keys are taken from: documents and arrays as JSON, all else as its text.</summary>
    public static string Evidence(KeyTarget target)
    {
        var column = $"t.{SqlName.Quote(target.Column.Name)}";
        if (target.Column.Kind == ValueKind.Array) return $"to_jsonb({column})::text";
        return ValueFormats.Of(target.Column).ComparesNatively ? $"{column}::text" : $"format('%s', {column})";
    }

    // What is too long for a key is left out before it travels; the size is known without reading the value.
    private static string Key(CatalogueColumn field)
    {
        var column = $"t.{SqlName.Quote(field.Name)}";
        return field.Kind is ValueKind.Text or ValueKind.Other or ValueKind.Bytes
            ? string.Create(CultureInfo.InvariantCulture, $"CASE WHEN pg_column_size({column}) <= {LargeValue.InlineText + VariableHeader} THEN {column} END")
            : column;
    }
}
