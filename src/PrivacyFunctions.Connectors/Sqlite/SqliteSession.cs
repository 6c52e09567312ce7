using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>
/// One connection to a file, opened read-only unless it is to change rows. Keys may be put into temporary tables, which live in memory, until
/// <see cref="FinishWriting"/>; after it even those refuse writes.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    // A lock that lasts longer is the caller's to wait for.
    private const int LongestWaitForLock = 30;

    // How many steps of the virtual machine lie between two looks at the clock.
    private const int StepsBetweenLooks = 20_000;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private long _started;
    private readonly TimeSpan _timeout;

    private SqliteSession(SqliteConnection connection, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        (_connection, _timeout, _time, Cancellation) = (connection, timeout, time, cancellation);
        _started = time.GetTimestamp();
        raw.sqlite3_progress_handler(connection.Handle!, StepsBetweenLooks, static state => ((SqliteSession)state!).Expired ? 1 : 0, this);
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>The library's handle.</summary>
    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Who waits now; interrupts the library when cancelled.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Whether the reading's time is over or nobody waits for it any more.</summary>
    private bool Expired => Cancellation.IsCancellationRequested || _time.GetElapsedTime(_started) > _timeout;

    /// <summary>Opens a file.</summary>
    /// <exception cref="SqliteException">The file is not there, or is no database.</exception>
    public static SqliteSession Open(string path, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return Open(path, SqliteOpenMode.ReadOnly, "", timeout, time, cancellation);
        }
        catch (SqliteException exception) when (SqliteFailures.IsLeftUnfinished(exception.SqliteExtendedErrorCode))
        {
            // A process died in the midst of writing. The library puts that right for whoever may write, before anything else happens.
            OpenToChange(path, timeout, time, cancellation).Dispose();
            return Open(path, SqliteOpenMode.ReadOnly, "", timeout, time, cancellation);
        }
    }

    /// <summary>Opens a file to change rows: foreign keys hold, and what goes is overwritten.</summary>
    /// <exception cref="SqliteException">The file is not there, or is no database.</exception>
    public static SqliteSession OpenToChange(string path, TimeSpan timeout, TimeProvider time, CancellationToken cancellation) =>
        Open(path, SqliteOpenMode.ReadWrite, "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;", timeout, time, cancellation);

    private static SqliteSession Open(string path, SqliteOpenMode mode, string settled, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = (int)Math.Clamp(timeout.TotalSeconds, 1, LongestWaitForLock),
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection, timeout, time, cancellation);
            // Temporary tables and sorters must not leave personal data in files.
            session.Execute($"PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; {settled} SELECT count(*) FROM sqlite_schema");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Refuses every write from now on, to temporary tables too, and starts the statement's time.</summary>
    public void FinishWriting()
    {
        Execute("PRAGMA query_only = ON");
        _started = _time.GetTimestamp();
    }

    /// <summary>Starts the next statement's time.</summary>
    public void Restart() => _started = _time.GetTimestamp();

    /// <summary>How the file stores text.</summary>
    public Encoding TextEncoding() => Query("PRAGMA encoding").Select(row => row.GetString(0)).Single() switch
    {
        "UTF-16le" => Encoding.Unicode,
        "UTF-16be" => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };

    /// <summary>Runs statements without values.</summary>
    public void Execute(string statements)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Made of constants and names quoted from the catalogue.
        command.CommandText = statements;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Rows of a statement with text values.</summary>
    public IEnumerable<SqliteDataReader> Query(string statement, params string[] values)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // A constant.
        command.CommandText = statement;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
