using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Deletes the rows that hold exactly one of the keys.</summary>
internal sealed class DeleteStatement
{
    private readonly IReadOnlyList<KeyHome> _homes;
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Builds the statement over keys that are at home already.</summary>
    /// <param name="table">The table.</param>
    /// <param name="homes">The keys.</param>
    /// <param name="limit">Most rows to delete, for tables in one place; null for all.</param>
    /// <param name="counted">Whether rows that match are counted first.</param>
    public DeleteStatement(CatalogueTable table, IReadOnlyList<KeyHome> homes, int? limit, bool counted)
    {
        _homes = homes;
        var name = SqlName.Quote(table.Path);
        var condition = Condition();
        var part = limit is { } most ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {most}") : "";
        var found = limit is null ? condition : $"t.ctid = ANY (ARRAY(SELECT t.ctid FROM {name} AS t WHERE {condition}{part}))";
        Text = (counted ? $"SELECT count(*) FROM (SELECT FROM {name} AS t WHERE {condition}{part}) AS matched; " : "") + $"DELETE FROM {name} AS t WHERE {found}";
    }

    /// <summary>Builds a statement that deletes nothing where more rows match than these, for tables in one place.</summary>
    /// <param name="table">The table.</param>
    /// <param name="homes">The keys.</param>
    /// <param name="most">Most rows to delete.</param>
    /// <param name="limit">Most rows to find; more than <paramref name="most"/> where one more would be too many.</param>
    public DeleteStatement(CatalogueTable table, IReadOnlyList<KeyHome> homes, long most, long limit)
    {
        _homes = homes;
        var name = SqlName.Quote(table.Path);
        // The offset keeps the planner from writing the search out twice.
        Text = string.Create(CultureInfo.InvariantCulture, $"""
            DELETE FROM {name} AS t WHERE t.ctid = ANY ((
                SELECT f.places FROM (SELECT ARRAY(SELECT t.ctid FROM {name} AS t WHERE {Condition()} LIMIT {limit}) AS places OFFSET 0) AS f
                WHERE cardinality(f.places) <= {most})::tid[])
            """);
    }

    /// <summary>The statement; two where rows are counted first.</summary>
    public string Text { get; }

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
