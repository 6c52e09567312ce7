namespace PrivacyFunctions.Connecting;

/// <summary>
/// A connected system failed. The message is the code and a sentence without data; the driver's exception is never kept,
/// because its text can quote values.
/// </summary>
public sealed class ConnectorFailure(ConnectorFailureKind kind, string? subject = null, TimeSpan? retryAfter = null)
    : Exception(Sentence(kind, subject))
{
    /// <summary>What went wrong.</summary>
    public ConnectorFailureKind Kind { get; } = kind;

    /// <summary>A name from the catalogue or the data map that the failure is about; never a value.</summary>
    public string? Subject { get; } = subject;

    /// <summary>Whether trying again later can help.</summary>
    public bool Transient => Kind is ConnectorFailureKind.Unreachable or ConnectorFailureKind.Timeout or ConnectorFailureKind.Busy;

    /// <summary>How long the system asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    private static string Sentence(ConnectorFailureKind kind, string? subject) => kind switch
    {
        ConnectorFailureKind.Unreachable => "The system cannot be reached.",
        ConnectorFailureKind.Timeout => "The system did not answer in time.",
        ConnectorFailureKind.Busy => "The system is busy.",
        ConnectorFailureKind.Denied => "The system refused our credentials or permissions.",
        ConnectorFailureKind.SchemaChanged => $"'{subject}' is not in the system's catalogue.",
        ConnectorFailureKind.InvalidSetting => $"The setting '{subject}' is missing or cannot be understood.",
        _ => "The system answered with an error.",
    };
}
