using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>What the driver says, as what it means; its words are dropped, because they can quote values.</summary>
internal static class PostgreSqlFailures
{
    /// <summary>Runs driver calls and lets out only our own failures.</summary>
    public static async Task<T> GuardAsync<T>(string subject, Func<Task<T>> act, CancellationToken cancellation)
    {
        try
        {
            return await act();
        }
        catch (Exception exception) when (Translate(exception, subject, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The failure to throw instead, or null for exceptions that are not the driver's.</summary>
    public static Exception? Translate(Exception exception, string subject, CancellationToken cancellation)
    {
        if (exception is not NpgsqlException failed) return null;
        if (cancellation.IsCancellationRequested) return new OperationCanceledException(cancellation);
        return new ConnectorFailure(failed is PostgresException answer ? Kind(answer) : Kind(failed), subject);
    }

    /// <summary>The same for changes: what constraints and triggers say is a refusal, and a server may have turned read-only.</summary>
    public static Exception? TranslateChange(Exception exception, string subject, CancellationToken cancellation) => exception switch
    {
        PostgresException { SqlState: "25006" } => new ConnectorFailure(ConnectorFailureKind.ReadOnly, subject),
        PostgresException answer when IsConstraint(answer.SqlState) => new ConnectorFailure(ConnectorFailureKind.Refused, subject),
        _ => Translate(exception, subject, cancellation),
    };

    // Integrity constraints, WITH CHECK OPTION, and what triggers raise.
    private static bool IsConstraint(string state) =>
        state.StartsWith("23", StringComparison.Ordinal) || state == "44000" || state.StartsWith("P0", StringComparison.Ordinal);

    private static ConnectorFailureKind Kind(NpgsqlException failed) => failed.InnerException switch
    {
        TimeoutException => ConnectorFailureKind.Timeout,
        SocketException or IOException => ConnectorFailureKind.Unreachable,
        AuthenticationException => ConnectorFailureKind.Denied,
        _ => failed.IsTransient ? ConnectorFailureKind.Unreachable : ConnectorFailureKind.Failed,
    };

    // Codes: PostgreSQL documentation, appendix A.
    private static ConnectorFailureKind Kind(PostgresException answer) => answer.SqlState switch
    {
        "57014" => ConnectorFailureKind.Timeout,
        "42P01" or "42703" or "3F000" => ConnectorFailureKind.SchemaChanged,
        "42501" => ConnectorFailureKind.Denied,
        "53100" => ConnectorFailureKind.Full,
        "55P03" or "40001" or "40P01" or "55006" => ConnectorFailureKind.Busy,
        "3D000" => ConnectorFailureKind.Denied,
        var state when state.StartsWith("28", StringComparison.Ordinal) => ConnectorFailureKind.Denied,
        var state when state.StartsWith("53", StringComparison.Ordinal) => ConnectorFailureKind.Busy,
        var state when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) =>
            ConnectorFailureKind.Unreachable,
        _ => answer.IsTransient ? ConnectorFailureKind.Busy : ConnectorFailureKind.Failed,
    };
}
