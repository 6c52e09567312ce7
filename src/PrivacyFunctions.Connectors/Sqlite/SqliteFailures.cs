using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>What the library says, as what it means; its words are dropped, because they can quote values.</summary>
internal static class SqliteFailures
{
    /// <summary>Runs library calls and lets out only our own failures.</summary>
    public static T Guard<T>(string subject, Func<T> act, CancellationToken cancellation)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (Translate(exception, subject, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Throws for a result code that is no success.</summary>
    public static void Require(int code, string subject, CancellationToken cancellation)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        cancellation.ThrowIfCancellationRequested();
        throw new ConnectorFailure(Kind(code), subject);
    }

    /// <summary>The failure to throw instead, or null for exceptions that are not the library's.</summary>
    public static Exception? Translate(Exception exception, string subject, CancellationToken cancellation)
    {
        if (exception is not SqliteException failed) return null;
        if (cancellation.IsCancellationRequested) return new OperationCanceledException(cancellation);
        return new ConnectorFailure(Kind(failed.SqliteExtendedErrorCode), subject);
    }

    /// <summary>Whether a writer that died left something which a read-only connection cannot roll back or recover.</summary>
    public static bool IsLeftUnfinished(int code) => code is raw.SQLITE_READONLY_ROLLBACK or raw.SQLITE_READONLY_RECOVERY;

    // Codes: SQLite documentation, "Result and Error Codes"; extended codes carry the primary one in their lowest byte.
    private static ConnectorFailureKind Kind(int code) => (code & 0xff) switch
    {
        _ when IsLeftUnfinished(code) => ConnectorFailureKind.Busy,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ConnectorFailureKind.Busy,
        raw.SQLITE_INTERRUPT => ConnectorFailureKind.Timeout,
        raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR => ConnectorFailureKind.Unreachable,
        raw.SQLITE_PERM or raw.SQLITE_AUTH => ConnectorFailureKind.Denied,
        raw.SQLITE_READONLY => ConnectorFailureKind.ReadOnly,
        raw.SQLITE_FULL => ConnectorFailureKind.Full,
        raw.SQLITE_CONSTRAINT => ConnectorFailureKind.Refused,
        raw.SQLITE_SCHEMA => ConnectorFailureKind.SchemaChanged,
        _ => ConnectorFailureKind.Failed,
    };
}
