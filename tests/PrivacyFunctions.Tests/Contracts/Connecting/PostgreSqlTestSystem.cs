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
