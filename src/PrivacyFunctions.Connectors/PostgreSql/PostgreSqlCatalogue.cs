using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Reads the live catalogue: tables, views and partitioned tables (not their partitions) of every schema we may use.</summary>
internal sealed class PostgreSqlCatalogue
{
    private readonly string _schema;
    private readonly Dictionary<uint, CatalogueTable> _tables = [];
    private readonly Dictionary<uint, Dictionary<short, string>> _columns = [];

    private PostgreSqlCatalogue(string schema) => _schema = schema;

    /// <summary>Reads it over a connection.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="schema">The schema whose tables need no prefix; null for the connection's first.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<Catalogue> ReadAsync(NpgsqlConnection connection, string? schema, CancellationToken cancellation)
    {
        await using var named = new NpgsqlCommand("SELECT coalesce($1, current_schema(), 'public')", connection)
        {
            Parameters = { new NpgsqlParameter { Value = (object?)schema ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
        };
        var catalogue = new PostgreSqlCatalogue((string)(await named.ExecuteScalarAsync(cancellation))!);
        await EachAsync(connection, CatalogueQueries.Tables, catalogue.AddTable, cancellation);
        await EachAsync(connection, CatalogueQueries.Columns, catalogue.AddColumn, cancellation);
        await EachAsync(connection, CatalogueQueries.Keys, catalogue.AddKey, cancellation);
        await EachAsync(connection, CatalogueQueries.ForeignKeys, catalogue.AddForeignKey, cancellation);
        await EachAsync(connection, CatalogueQueries.Triggers, catalogue.AddTrigger, cancellation);
        return new Catalogue([.. catalogue._tables.Values.OrderBy(table => table.Path[0] != catalogue._schema).ThenBy(table => table.Name, StringComparer.Ordinal)]) { DefaultSchema = catalogue._schema };
    }

    private static async Task EachAsync(NpgsqlConnection connection, string query, Action<NpgsqlDataReader> add, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // A constant.
        await using var command = new NpgsqlCommand(query, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            add(reader);
    }

    private void AddTable(NpgsqlDataReader row)
    {
        var (schema, name) = (row.GetString(1), row.GetString(2));
        _tables.Add(row.GetFieldValue<uint>(0), new CatalogueTable
        {
            Name = NameOf(schema, name),
            Path = [schema, name],
            RowIdentifier = row.GetBoolean(4) ? "ctid" : null,
            Columns = [],
            Writable = row.GetBoolean(3),
            SideEffects = !row.GetBoolean(5) ? SideEffects.Possible : row.GetBoolean(6) ? SideEffects.Refusal : SideEffects.None,
        });
    }

    private void AddColumn(NpgsqlDataReader row)
    {
        var table = row.GetFieldValue<uint>(0);
        if (!_tables.TryGetValue(table, out var known)) return;
        var column = new CatalogueColumn
        {
            Name = row.GetString(2),
            NativeType = row.GetString(3),
            Kind = row.GetBoolean(4) ? ValueKind.Text : ValueFormats.Of(row.GetString(3)).Kind,
            Nullable = row.GetBoolean(5),
            MaxLength = row.IsDBNull(6) ? null : row.GetInt32(6),
            Generated = row.GetBoolean(7),
            Checked = row.GetBoolean(8),
            LooselyCompared = row.GetBoolean(9),
            Unique = row.GetBoolean(10),
        };
        _tables[table] = known with { Columns = [.. known.Columns, column] };
        if (!_columns.TryGetValue(table, out var names)) _columns.Add(table, names = []);
        names.Add(row.GetInt16(1), column.Name);
    }

    private void AddKey(NpgsqlDataReader row)
    {
        var table = row.GetFieldValue<uint>(0);
        if (!_tables.TryGetValue(table, out var known)) return;
        var columns = Names(table, row.GetFieldValue<short[]>(2));
        _tables[table] = row.GetBoolean(1) ? known with { PrimaryKey = columns } : known with { UniqueKeys = [.. known.UniqueKeys, columns] };
    }

    private void AddForeignKey(NpgsqlDataReader row)
    {
        var table = row.GetFieldValue<uint>(0);
        if (!_tables.TryGetValue(table, out var known)) return;
        var action = row.GetString(6) switch
        {
            "c" => ReferentialAction.Cascade,
            "n" => ReferentialAction.SetNull,
            "d" => ReferentialAction.SetDefault,
            _ => ReferentialAction.Refuse,
        };
        var key = new CatalogueForeignKey(
            row.GetString(1), Names(table, row.GetFieldValue<short[]>(2)), NameOf(row.GetString(3), row.GetString(4)), row.GetFieldValue<string[]>(5), action);
        _tables[table] = known with { ForeignKeys = [.. known.ForeignKeys, key] };
    }

    private void AddTrigger(NpgsqlDataReader row)
    {
        var table = row.GetFieldValue<uint>(0);
        if (!_tables.TryGetValue(table, out var known)) return;
        var trigger = new CatalogueTrigger(row.GetString(1), row.GetBoolean(2), row.GetBoolean(3));
        var text = row.IsDBNull(4) ? "" : row.GetString(4);
        var read = TriggerText.Read(trigger, SqlTokens.Of(text), (schema, name) => TablesNamed(schema ?? known.Path[0], schema is null, name.Text));
        _tables[table] = known with { Triggers = [.. known.Triggers, read] };
    }

    // Which schema a bare name means is known only when the trigger runs: its table's own most likely, else the default one, else any.
    private IEnumerable<string> TablesNamed(string schema, bool bare, string name)
    {
        var named = _tables.Values.Where(table => table.Path[1].Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var there = named.FindAll(table => table.Path[0].Equals(schema, StringComparison.OrdinalIgnoreCase));
        var usual = named.FindAll(table => table.Path[0] == _schema);
        return (there.Count > 0 || !bare ? there : usual.Count > 0 ? usual : named).Select(table => table.Name);
    }

    private string NameOf(string schema, string name) => schema == _schema ? name : $"{schema}.{name}";

    private string[] Names(uint table, short[] numbers) => [.. numbers.Select(number => _columns[table][number])];
}
