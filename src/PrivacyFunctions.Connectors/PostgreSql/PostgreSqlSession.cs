using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>One connection in one transaction. Settings are the transaction's own, so a pooler between us and the server does no harm.</summary>
internal sealed class PostgreSqlSession : IAsyncDisposable
{
    // Milliseconds. A lock that lasts longer is the caller's to wait for.
    private const int LongestWaitForLock = 10_000;

    /// <summary>The statement of <see cref="PlanBlindlyAsync"/>.</summary>
    public const string PlanBlindly = "SET LOCAL plan_cache_mode = force_generic_plan";

    private const string BeginReadOnly = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; ";
    private const string BeginChanging = "BEGIN ISOLATION LEVEL REPEATABLE READ; SET CONSTRAINTS ALL IMMEDIATE; ";

    private static readonly (string Name, string Value)[] Forms =
        [("datestyle", "ISO, YMD"), ("timezone", "UTC"), ("intervalstyle", "iso_8601"), ("extra_float_digits", "1"), ("bytea_output", "hex")];

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
    /// <exception cref="ConnectorFailure">The connection string asks for what is not there, which the driver sees only now: an encoding, a file.</exception>
    public static async Task<PostgreSqlSession> OpenAsync(NpgsqlDataSource source, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            return new(await source.OpenConnectionAsync(cancellation), timeout);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or CryptographicException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConnectorFailure(ConnectorFailureKind.InvalidSetting, PostgreSqlConnector.ConnectionString);
        }
    }

    /// <summary>Begins a transaction in which the server refuses every write and shows one state throughout.</summary>
    public Task ReadOnlyAsync(CancellationToken cancellation) => ExecuteAsync(BeginReadOnly + Settings(), cancellation);

    /// <summary>The first value of a query in a read-only transaction of its own; all of it is one message to the server and one back.</summary>
    /// <param name="query">The query.</param>
    /// <param name="inForms">Whether it depends on the text forms of values.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<object?> AskAsync(NpgsqlCommand query, bool inForms, CancellationToken cancellation) =>
        FirstValueAsync(BeginReadOnly + Settings(inForms), query, "; ROLLBACK", cancellation);

    /// <summary>Begins a transaction in which temporary tables can be made, until <see cref="FinishWritingAsync"/>.</summary>
    public Task WritableAsync(CancellationToken cancellation) => ExecuteAsync("BEGIN READ WRITE;" + Settings(), cancellation);

    /// <summary>
    /// Begins a transaction that changes rows: one state throughout, so that what is counted is what is changed, and constraints that
    /// answer at once. Whether it may write is the database's and the role's own setting: one that was set to read-only stays as it is.
    /// </summary>
    /// <returns>The first value of the transaction's first query, which is sent with its beginning; null when there is no row.</returns>
    public Task<object?> ChangingAsync(NpgsqlCommand first, CancellationToken cancellation) =>
        FirstValueAsync(BeginChanging + Settings(longestWait: WaitForLock), first, end: "", cancellation);

    /// <summary>Begins such a transaction, changes rows in it, and makes that last, unless something fails; all of it is one message to the server and one back.</summary>
    /// <param name="change">The statement.</param>
    /// <param name="required">An expression that fails where the change must not be made.</param>
    /// <param name="inForms">Whether the statement depends on the text forms of values.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Rows changed.</returns>
    public Task<int> ChangeAtOnceAsync(NpgsqlCommand change, string required, bool inForms, CancellationToken cancellation)
    {
        Enclose($"{BeginChanging}{Settings(inForms, WaitForLock, required)}", change, "; COMMIT");
        return change.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// For the rest of the transaction, plans without looking at the keys: weighing many of them one by one takes longer than finding
    /// their rows by the index that names them.
    /// </summary>
    public Task PlanBlindlyAsync(CancellationToken cancellation) => ExecuteAsync(PlanBlindly, cancellation);

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

    private int WaitForLock => Math.Clamp((int)(_timeout.TotalMilliseconds / 2), 1, LongestWaitForLock);

    private void Enclose(string begin, NpgsqlCommand command, string end)
    {
        command.Connection = Connection;
#pragma warning disable CA2100 // Made of constants, settings and names quoted from the catalogue.
        command.CommandText = $"{begin}; {command.CommandText}{end}";
#pragma warning restore CA2100
    }

    private async Task<object?> FirstValueAsync(string begin, NpgsqlCommand query, string end, CancellationToken cancellation)
    {
        Enclose(begin, query, end);
        await using var results = await query.ExecuteReaderAsync(cancellation);
        // The settings come first.
        await results.NextResultAsync(cancellation);
        return await results.ReadAsync(cancellation) ? results.GetValue(0) : null;
    }

    // Text forms must not depend on how the server or the role is set up. One statement for all of it costs less than one each.
    private string Settings(bool inForms = true, int? longestWait = null, string? required = null)
    {
        var settings = new List<(string Name, string Value)> { ("statement_timeout", Milliseconds(Math.Clamp(_timeout.TotalMilliseconds, 1, int.MaxValue))) };
        if (inForms) settings.AddRange(Forms);
        if (longestWait is { } wait) settings.Add(("lock_timeout", Milliseconds(wait)));
        var encoding = Encoding.StoresAnyBytes ? "; SET LOCAL client_encoding = 'SQL_ASCII'" : "";
        return $"SELECT {string.Join(", ", settings.Select(setting => $"set_config('{setting.Name}', '{setting.Value}', true)"))}{(required is null ? "" : $", {required}")}{encoding}";
    }

    private static string Milliseconds(double time) => ((int)time).ToString(CultureInfo.InvariantCulture);
}
