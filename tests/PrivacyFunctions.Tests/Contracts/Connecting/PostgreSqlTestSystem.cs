using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public sealed class PostgreSqlTestSystem : TestSystem
{
    private readonly NpgsqlDataSource _source;

    private PostgreSqlTestSystem(string connectionString)
    {
        ConnectionString = connectionString;
        _source = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public override IConnector Connector { get; } = new PostgreSqlConnector();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["connection_string"] = ConnectionString };

    public static async Task<PostgreSqlTestSystem> CreateAsync(string options = "") =>
        new(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(options));

    public override async Task ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }

    public override string Placeholder(int number) => $"${number}";

    public override async ValueTask DisposeAsync() => await _source.DisposeAsync();
}
