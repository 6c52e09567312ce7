using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PrivacyFunctions.Local.Storage;

/// <summary>A prepared statement that a session keeps; one execution at a time.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        var rc = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        SqliteException.ThrowExceptionForRC(rc, connection);
        Writes = raw.sqlite3_stmt_readonly(_statement) == 0;
    }

    public bool Writes { get; }

    public bool Busy { get; private set; }

    public SqliteRow Row => new(_statement);

    public void Begin(ReadOnlySpan<SqliteValue> arguments)
    {
        Busy = true;
        for (var i = 0; i < arguments.Length; i++)
            SqliteException.ThrowExceptionForRC(Bind(i + 1, arguments[i]), _connection);
    }

    public bool Step()
    {
        var rc = raw.sqlite3_step(_statement);
        if (rc == raw.SQLITE_ROW) return true;
        if (rc != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(rc, _connection);
        return false;
    }

    public void End()
    {
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
        Busy = false;
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int index, in SqliteValue value) => value.Type switch
    {
        SqliteType.Integer => raw.sqlite3_bind_int64(_statement, index, value.Integer),
        SqliteType.Real => raw.sqlite3_bind_double(_statement, index, value.Real),
        SqliteType.Text => raw.sqlite3_bind_text(_statement, index, (string)value.Reference!),
        SqliteType.Blob => raw.sqlite3_bind_blob(_statement, index, (byte[])value.Reference!),
        SqliteType.Slice => raw.sqlite3_bind_blob(
            _statement, index, ((byte[])value.Reference!).AsSpan((int)value.Integer, (int)value.Real)),
        _ => raw.sqlite3_bind_null(_statement, index),
    };
}
