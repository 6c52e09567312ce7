using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// One connection while a unit of work has it. Statements are prepared once and kept; parameters are numbered (<c>?1</c>, <c>?2</c>).
/// Never keep a session beyond the function that received it.
/// </summary>
public sealed class SqliteSession : IDisposable
{
    private const int KeptStatements = 512;

    // SQLITE_DBSTATUS_CACHE_WRITE
    private const int PagesWritten = 9;

    private readonly SqliteConnection _owner;
    private readonly sqlite3 _connection;
    private readonly IStorageFaults? _faults;
    private readonly StorageCounts? _counts;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    internal SqliteSession(SqliteConnection connection, IStorageFaults? faults = null, StorageCounts? counts = null)
    {
        _owner = connection;
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        _faults = faults;
        _counts = counts;
    }

    /// <summary>The rowid of the last row inserted by this session.</summary>
    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_connection);

    /// <summary>How many pages this session has added to the write-ahead log since it was last asked.</summary>
    internal int TakeLoggedPages()
    {
        _ = raw.sqlite3_db_status(_connection, PagesWritten, out var pages, out _, resetFlg: 1);
        return pages;
    }

    internal bool InTransaction => raw.sqlite3_get_autocommit(_connection) == 0;

    /// <summary>Runs one statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> arguments)
    {
        var statement = Begin(sql, arguments);
        try
        {
            while (statement.Step()) { }
            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            End(sql, statement);
        }
    }

    /// <summary>Runs a query and reads every row.</summary>
    public List<T> Query<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<SqliteValue> arguments)
    {
        var rows = new List<T>();
        var statement = Begin(sql, arguments);
        try
        {
            while (statement.Step()) rows.Add(read(statement.Row));
            return rows;
        }
        finally
        {
            End(sql, statement);
        }
    }

    /// <summary>Reads the first row, or gives the default of <typeparamref name="T"/> when there is none.</summary>
    public T? First<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<SqliteValue> arguments)
    {
        var statement = Begin(sql, arguments);
        try
        {
            return statement.Step() ? read(statement.Row) : default;
        }
        finally
        {
            End(sql, statement);
        }
    }

    /// <summary>The first column of the first row as an integer; null when there is no row or it is NULL.</summary>
    public long? Scalar(string sql, params ReadOnlySpan<SqliteValue> arguments) =>
        First(sql, static row => row.NumberOrNull(0), arguments);

    /// <summary>True when the query has at least one row.</summary>
    public bool Exists(string sql, params ReadOnlySpan<SqliteValue> arguments) => First(sql, static _ => true, arguments);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        _owner.Dispose();
    }

    /// <summary>Several statements without parameters, as a schema script has them; none is kept.</summary>
    internal void Script(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection, sql), _connection);

    private SqliteStatement Begin(string sql, ReadOnlySpan<SqliteValue> arguments)
    {
        var statement = Take(sql);
        _counts?.Began();
        try
        {
            if (statement.Writes) _faults?.At(StoragePoint.Write);
            statement.Begin(arguments);
            return statement;
        }
        catch
        {
            End(sql, statement);
            throw;
        }
    }

    // A statement that is already running (a query inside the reading of the same query) gets a twin that is thrown away.
    private SqliteStatement Take(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement.Busy ? new SqliteStatement(_connection, sql) : statement;
        if (_statements.Count >= KeptStatements) Forget();
        return _statements[sql] = new SqliteStatement(_connection, sql);
    }

    private void End(string sql, SqliteStatement statement)
    {
        statement.End();
        if (!_statements.TryGetValue(sql, out var kept) || !ReferenceEquals(kept, statement)) statement.Dispose();
    }

    private void Forget()
    {
        foreach (var (sql, statement) in _statements.Where(s => !s.Value.Busy).ToList())
        {
            _statements.Remove(sql);
            statement.Dispose();
        }
    }
}
