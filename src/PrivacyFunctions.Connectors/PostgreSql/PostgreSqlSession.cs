using System.Globalization;
using Npgsql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>One connection in one transaction. Settings are the transaction's own, so a pooler between us and the server does no harm.</summary>
internal sealed class PostgreSqlSession : IAsyncDisposable
{
    // Milliseconds. A lock that lasts longer is the caller's to wait for.
    private const int LongestWaitForLock = 10_000;

    private readonly TimeSpan _timeout;

    private PostgreSqlSession(NpgsqlConnection connection, TimeSpan timeout)
    {
        (Connection, _timeout) = (connection, timeout);
        Encoding = new ServerEncoding(connection.PostgresParameters.GetValueOrDefault("server_encoding"));
    }

    /// <summary>The connection.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>What the database can store.</summary>
    public ServerEncoding Encoding { get; }

    /// <summary>Connects.</summary>
    public static async Task<PostgreSqlSession> OpenAsync(NpgsqlDataSource source, TimeSpan timeout, CancellationToken cancellation) =>
        new(await source.OpenConnectionAsync(cancellation), timeout);

    /// <summary>Begins a transaction in which the server refuses every write and shows one state throughout.</summary>
    public Task ReadOnlyAsync(CancellationToken cancellation) => ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;" + Settings(), cancellation);

    /// <summary>Begins a transaction in which temporary tables can be made, until <see cref="FinishWritingAsync"/>.</summary>
    public Task WritableAsync(CancellationToken cancellation) => ExecuteAsync("BEGIN READ WRITE;" + Settings(), cancellation);

    /// <summary>
    /// Begins a transaction that changes rows: one state throughout, so that what is counted is what is changed, and constraints that
    /// answer at once.
    /// </summary>
    public Task ChangingAsync(CancellationToken cancellation) => ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE;{Settings()}; SET LOCAL lock_timeout = {LongestWaitForLock}; SET CONSTRAINTS ALL IMMEDIATE"),
        cancellation);

    /// <summary>Makes what was done last.</summary>
    public Task CommitAsync(CancellationToken cancellation) => ExecuteAsync("COMMIT", cancellation);

    /// <summary>Turns the transaction read-only for the rest of its life.</summary>
    public Task FinishWritingAsync(CancellationToken cancellation) => ExecuteAsync("SET TRANSACTION READ ONLY", cancellation);

    /// <summary>Takes the transaction back, and with it every temporary table.</summary>
    public Task RollbackAsync(CancellationToken cancellation) => ExecuteAsync("ROLLBACK", cancellation);

    /// <summary>Sends a statement without values.</summary>
    public async Task ExecuteAsync(string statement, CancellationToken cancellation)
    {
        await using var command = Connection.CreateCommand();
#pragma warning disable CA2100 // Made of constants, settings and names quoted from the catalogue.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The driver rolls back what is open when the connection returns to its pool.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    // Text forms must not depend on how the server or the role is set up.
    private string Settings() => string.Create(CultureInfo.InvariantCulture, $"""
        SET LOCAL statement_timeout = {(int)Math.Clamp(_timeout.TotalMilliseconds, 1, int.MaxValue)};
        SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL intervalstyle = 'iso_8601';
        SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'{(Encoding.StoresAnyBytes ? "; SET LOCAL client_encoding = 'SQL_ASCII'" : "")}
        """);
}
