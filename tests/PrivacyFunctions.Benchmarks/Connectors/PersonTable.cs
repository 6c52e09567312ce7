using System.Diagnostics;
using Npgsql;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.Benchmarks.Connectors;

/// <summary>Rows of two people, which both sides delete by turns, and of others, which stay.</summary>
internal sealed class PersonTable(string connectionString, int rows) : IAsyncDisposable
{
    public const string Name = "entry";

    private const int Others = 20_000;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public string ConnectionString { get; } = connectionString;

    public static async Task<PersonTable> CreateAsync(int rows, CancellationToken cancellation)
    {
        var table = new PersonTable(await (await PostgresServer.DurableAsync()).CreateDatabaseAsync(), rows);
        await table.ExecuteAsync($"""
            CREATE TABLE {Name} (id BIGINT PRIMARY KEY, person INTEGER NOT NULL, at TIMESTAMPTZ, note TEXT);
            CREATE INDEX ON {Name} (person);
            """, cancellation);
        return table;
    }

    /// <summary>The primary keys of a person's rows, which lie between those of others.</summary>
    public IEnumerable<long> KeysOf(int person) => Enumerable.Range(0, rows).Select(row => (2L * row) + person);

    /// <summary>Fills it anew.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        await ExecuteAsync(Rows, cancellation);
        // As in a table that has been in use for a while.
        await ExecuteAsync($"VACUUM ANALYZE {Name}", cancellation);
    }

    private string Rows => $"""
        TRUNCATE {Name};
        INSERT INTO {Name} SELECT i, CASE WHEN i < {2 * rows} THEN i % 2 ELSE 2 + i % 50 END, '2024-01-01'::timestamptz + i * interval '1 second', 'a note about this entry ' || md5(i::text)
        FROM generate_series(0, {(2 * rows) + Others - 1}) AS i
        """;

    /// <summary>Seconds that one statement takes.</summary>
    public async Task<double> DeleteAsync(int person, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"DELETE FROM {Name} WHERE person = $1", connection) { Parameters = { new NpgsqlParameter { Value = person } } };
        await command.PrepareAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        var deleted = await command.ExecuteNonQueryAsync(cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return deleted == rows ? elapsed : throw new InvalidOperationException($"{deleted} rows went instead of {rows}.");
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task ExecuteAsync(string statements, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Written here.
        await using var command = _source.CreateCommand(statements);
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
