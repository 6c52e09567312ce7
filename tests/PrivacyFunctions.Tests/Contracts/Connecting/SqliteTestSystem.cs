using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sqlite;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public sealed class SqliteTestSystem : TestSystem
{
    private readonly SqliteConnection _connection;

    public SqliteTestSystem(TimeProvider? time = null)
    {
        Connector = new SqliteConnector(time ?? TimeProvider.System);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, ForeignKeys = false }.ToString());
        _connection.Open();
    }

    public string File { get; } = Path.Combine(Path.GetTempPath(), $"privacy-test-{Guid.NewGuid():N}.db");

    public override IConnector Connector { get; }

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["path"] = File };

    public override async Task ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue(Placeholder(i + 1), values[i] ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : reader.GetValue(column).ToString())));
        return rows;
    }

    public override Task TriggerAsync(string moment, string table, string statements) =>
        ExecuteAsync($"CREATE TRIGGER trigger_{Guid.NewGuid():N} {moment} ON {table} FOR EACH ROW BEGIN {statements} END");

    public override string Raise => "SELECT RAISE(ABORT, 'no ann@example.com');";

    /// <summary>How SQLite would run a statement.</summary>
    public async Task<string> PlanAsync(string statement)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(3));
        return string.Join('\n', lines);
    }

    public override string Placeholder(int number) => $"$v{number}";

    public override string Repeat(char character, int times) => $"replace(hex(zeroblob({times / 2})), '0', '{character}')";

    public override string BytesType => "BLOB";

    public override IReadOnlyList<string> DocumentTypes => ["JSON"];

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        global::System.IO.File.Delete(File);
    }
}
