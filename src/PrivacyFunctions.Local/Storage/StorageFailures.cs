using Microsoft.Data.Sqlite;
using PrivacyFunctions.Ports;
using SQLitePCL;

namespace PrivacyFunctions.Local.Storage;

/// <summary>Tells what the disk refused from what a statement did wrong: the first is nobody's mistake, and trying again can help.</summary>
internal static class StorageFailures
{
    /// <summary>The failure as those who wait for the store see it.</summary>
    public static Exception Of(Exception failure) => failure is not SqliteException refused ? failure : (refused.SqliteErrorCode & 0xff) switch
    {
        raw.SQLITE_FULL => new StorageFullException(),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM
            or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_NOMEM => new StorageFailedException(refused.SqliteErrorCode),
        _ => failure,
    };
}

/// <summary>The database could not grow: its disk is full.</summary>
internal sealed class StorageFullException() : IOException("There is no room left.", StorageRoom.NoSpace);

/// <summary>The database could not be read or written.</summary>
/// <param name="code">SQLite's result code.</param>
internal sealed class StorageFailedException(int code) : IOException($"The database failed (SQLite error {code}).")
{
    /// <summary>SQLite's result code.</summary>
    public int Code { get; } = code;
}
