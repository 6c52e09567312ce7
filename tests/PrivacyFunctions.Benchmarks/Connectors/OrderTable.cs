using System.Diagnostics;
using Npgsql;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>The rows that both sides read.</summary>
internal sealed class OrderTable
{
    public const string Name = "purchase";

    private readonly string _database;
    private readonly int _keys;

    private OrderTable(string connectionString, int keys)
    {
        (ConnectionString, _keys) = (connectionString, keys);
        _database = new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    public static IReadOnlyList<string> Columns { get; } = ["id", "customer", "email", "name", "amount", "at", "paid", "note"];

    public string ConnectionString { get; }

    public static async Task<OrderTable> CreateAsync(int rows, int keys, CancellationToken cancellation)
    {
        var table = new OrderTable(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(), keys);
        await table.ExecuteAsync($"""
            CREATE TABLE {Name} (id BIGINT PRIMARY KEY, customer INTEGER NOT NULL, email TEXT NOT NULL, name TEXT, amount NUMERIC(12,2), at TIMESTAMPTZ, paid BOOLEAN, note TEXT);
            INSERT INTO {Name} SELECT i, i % {keys}, 'person' || i || '@example.com', 'Name of person ' || i, (i::bigint * 7919 % 1000000) / 100.0,
                '2024-01-01'::timestamptz + i * interval '1 second', i % 3 = 0, CASE WHEN i % 5 > 0 THEN 'a note about this purchase ' || md5(i::text) END
            FROM generate_series(1, {rows}) AS i;
            ANALYZE {Name}
            """, cancellation);
        return table;
    }

    /// <summary>Seconds that psql takes.</summary>
    public async Task<double> CopyAsync(CancellationToken cancellation)
    {
        var copy = $"COPY (SELECT * FROM {Name} WHERE customer = ANY ('{{{string.Join(',', Enumerable.Range(0, _keys))}}}'::int[])) TO STDOUT (FORMAT csv)";
        var start = new ProcessStartInfo(Path.Combine(PostgresServer.Programs, "psql"))
        {
            ArgumentList = { "-X", "-q", "-h", (await PostgresServer.SharedAsync()).Folder, "-U", "postgres", "-d", _database, "-o", "/dev/null", "-c", copy },
        };
        var started = Stopwatch.GetTimestamp();
        using var psql = Process.Start(start)!;
        await psql.WaitForExitAsync(cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return psql.ExitCode == 0 ? elapsed : throw new InvalidOperationException("psql failed.");
    }

    public Task DropAsync(CancellationToken cancellation) => ExecuteAsync($"DROP TABLE {Name}", cancellation);

    private async Task ExecuteAsync(string statements, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
#pragma warning disable CA2100 // Written here.
        await using var command = source.CreateCommand(statements);
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
