using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Deletes the rows that hold exactly one of the keys, and counts both what matched and what went.</summary>
internal sealed class DeleteStatement
{
    private readonly IReadOnlyList<KeyHome> _homes;
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Builds the statement over keys that are at home already.</summary>
    public DeleteStatement(CatalogueTable table, IReadOnlyList<KeyHome> homes, int limit)
    {
        _homes = homes;
        var name = SqlName.Quote(table.Path);
        var condition = Condition();
        var most = limit == int.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $" LIMIT {limit}");
        CountsItself = table.RowIdentifier is not null;
        Text = CountsItself
            ? $"""
              WITH m AS MATERIALIZED (SELECT t.tableoid AS o, t.ctid AS i FROM {name} AS t WHERE {condition}{most}),
              d AS (DELETE FROM {name} AS t USING m WHERE t.tableoid = m.o AND t.ctid = m.i RETURNING 1)
              SELECT (SELECT count(*) FROM m), (SELECT count(*) FROM d)
              """
            : $"SELECT count(*) FROM {name} AS t WHERE {condition}; DELETE FROM {name} AS t WHERE {condition}";
    }

    /// <summary>The statement, or two where rows cannot be addressed.</summary>
    public string Text { get; }

    /// <summary>Whether the one row says how many rows matched and went; else it says the first only.</summary>
    public bool CountsItself { get; }

    /// <summary>Fills a command.</summary>
    public void ApplyTo(NpgsqlCommand command)
    {
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        command.CommandText = Text;
#pragma warning restore CA2100
        foreach (var parameter in _homes.SelectMany(home => home.Parameters).Concat(_parameters)) command.Parameters.Add(parameter);
    }

    private string Condition()
    {
        var conditions = new List<string>();
        foreach (var home in _homes)
        {
            var predicate = new KeyPredicate(home);
            conditions.Add($"({predicate.Build()})");
            _parameters.AddRange(predicate.Parameters);
        }

        // Never a statement without a key predicate.
        return conditions.Count > 0 ? $"({string.Join(" OR ", conditions)})" : throw new InvalidOperationException("A change needs a key predicate.");
    }
}
