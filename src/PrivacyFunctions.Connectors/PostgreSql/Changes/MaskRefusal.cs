using Npgsql;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Why the server did not take a masked value.</summary>
internal static class MaskRefusal
{
    /// <summary>The code to report; null for failures that are not about the value.</summary>
    public static string? Code(PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.NotNullViolation => UnmaskedField.NotNull,
        PostgresErrorCodes.StringDataRightTruncation => UnmaskedField.TooLong,
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation => UnmaskedField.Unique,
        PostgresErrorCodes.CheckViolation or PostgresErrorCodes.WithCheckOptionViolation => UnmaskedField.Check,
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => UnmaskedField.ForeignKey,
        "428C9" => UnmaskedField.Generated,
        PostgresErrorCodes.DatatypeMismatch => UnmaskedField.Type,
        var state when state.StartsWith("22", StringComparison.Ordinal) => UnmaskedField.Type,
        // What triggers and rules raise.
        var state when state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("P0", StringComparison.Ordinal) => UnmaskedField.Refused,
        _ => null,
    };
}
