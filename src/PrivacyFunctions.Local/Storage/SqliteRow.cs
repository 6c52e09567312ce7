using System.Runtime.InteropServices;
using SQLitePCL;

namespace PrivacyFunctions.Local.Storage;

/// <summary>The current row of a query; valid only inside the function that reads it.</summary>
public readonly struct SqliteRow
{
    private readonly sqlite3_stmt _statement;

    internal SqliteRow(sqlite3_stmt statement) => _statement = statement;

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public int Whole(int column) => raw.sqlite3_column_int(_statement, column);

    public bool Bool(int column) => Number(column) != 0;

    public double Real(int column) => raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => TextOrNull(column) ?? throw new InvalidDataException($"Column {column} is null.");

    public string? TextOrNull(int column) =>
        IsNull(column) ? null : System.Text.Encoding.UTF8.GetString(MemoryMarshal.AsBytes(Raw(column)));

    public byte[] Blob(int column) => Raw(column).ToArray();

    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column);

    public DateTimeOffset Time(int column) => new(Number(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The stored bytes themselves, without a copy; gone when the row is.</summary>
    public ReadOnlySpan<byte> Raw(int column) => raw.sqlite3_column_blob(_statement, column);
}
