using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>Why the library did not take a masked value.</summary>
internal static class MaskRefusal
{
    /// <summary>The code to report; null for failures that are not about the value.</summary>
    public static string? Code(SqliteException refusal) => refusal.SqliteExtendedErrorCode switch
    {
        raw.SQLITE_CONSTRAINT_NOTNULL => UnmaskedField.NotNull,
        raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID => UnmaskedField.Unique,
        raw.SQLITE_CONSTRAINT_CHECK => UnmaskedField.Check,
        raw.SQLITE_CONSTRAINT_FOREIGNKEY => UnmaskedField.ForeignKey,
        // A column of a STRICT table; the library's binding has no name for it.
        raw.SQLITE_CONSTRAINT | (12 << 8) => UnmaskedField.Type,
        var code when (code & 0xff) is raw.SQLITE_CONSTRAINT => UnmaskedField.Refused,
        raw.SQLITE_TOOBIG => UnmaskedField.TooLong,
        _ => null,
    };
}
