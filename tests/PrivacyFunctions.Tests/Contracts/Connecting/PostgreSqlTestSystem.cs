using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public sealed class PostgreSqlTestSystem : TestSystem
{
    private readonly NpgsqlDataSource _source;

    private static readonly Lazy<Task<string>> Shared = new(PrepareAsync);

    private readonly string _schema;

    private PostgreSqlTestSystem(string database, string schema)
    {
        _schema = schema;
        ConnectionString = $"{database};Search Path={schema}";
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    public string Schema => _schema;

    public override IConnector Connector { get; } = new PostgreSqlConnector();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["connection_string"] = ConnectionString };

    /// <summary>A schema of its own in a database that all tests share, or a database of its own.</summary>
    public static async Task<PostgreSqlTestSystem> CreateAsync(string? options = null)
    {
        var database = options is null ? await Shared.Value : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(options);
        var system = new PostgreSqlTestSystem(database, $"test_{Guid.NewGuid():N}");
        await system.ExecuteAsync($"CREATE SCHEMA {system._schema}");
        return system;
    }

    private static async Task<string> PrepareAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("CREATE EXTENSION citext SCHEMA pg_catalog; CREATE EXTENSION hstore SCHEMA pg_catalog");
        await command.ExecuteNonQueryAsync();
        return database;
    }

    public override async Task ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : Text(reader.GetValue(column)))));
        return rows;

        static string? Text(object value) => value is Array array ? $"[{string.Join(',', array.Cast<object?>().Select(element => element ?? "-"))}]" : value.ToString();
    }

    public override async Task TriggerAsync(string moment, string table, string statements)
    {
        var name = $"trigger_{Guid.NewGuid():N}";
        var result = moment.StartsWith("BEFORE", StringComparison.Ordinal) ? moment.EndsWith("DELETE", StringComparison.Ordinal) ? "OLD" : "NEW" : "NULL";
        await ExecuteAsync($"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN {statements} RETURN {result}; END $body$");
        await ExecuteAsync($"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()");
    }

    public override string Raise => "RAISE EXCEPTION 'no ann@example.com';";

    public override string Placeholder(int number) => $"${number}";

    public override string Repeat(char character, int times) => $"repeat('{character}', {times})";

    public override string BytesType => "BYTEA";

    public override IReadOnlyList<string> DocumentTypes => ["jsonb", "json"];

    public override async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"SET client_min_messages = error; DROP SCHEMA {_schema} CASCADE");
        await _source.DisposeAsync();
    }
}
