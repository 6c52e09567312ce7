namespace PrivacyFunctions.Connecting;

/// <summary>
/// A connected system failed. The message is the code and a sentence without data; the driver's exception is never kept,
/// because its text can quote values.
/// </summary>
public sealed class ConnectorFailure(ConnectorFailureKind kind, string? subject = null, TimeSpan? retryAfter = null)
    : Exception(Sentence(kind, Printable(subject)))
{
    private const int LongestSubject = 120;

    /// <summary>What went wrong.</summary>
    public ConnectorFailureKind Kind { get; } = kind;

    /// <summary>A name from the catalogue or the data map that the failure is about; never a value.</summary>
    public string? Subject { get; } = Printable(subject);

    /// <summary>Whether trying again later can help.</summary>
    public bool Transient => Kind is ConnectorFailureKind.Unreachable or ConnectorFailureKind.Timeout or ConnectorFailureKind.Busy
        or ConnectorFailureKind.Full or ConnectorFailureKind.ReadOnly;

    /// <summary>What the transactions before the failing one committed; null for what is no change.</summary>
    public ChangeResult? Committed { get; init; }

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
        ConnectorFailureKind.Full => "The system has no room left.",
        ConnectorFailureKind.ReadOnly => "The system is read-only.",
        ConnectorFailureKind.InvalidKey => $"A key of '{subject}' is empty or cannot be held by its columns.",
        ConnectorFailureKind.RowsDiffer => $"Other rows of '{subject}' were affected than were planned and matched; the transaction was rolled back.",
        ConnectorFailureKind.ReachesOthers => $"The change would also change '{subject}', which must stay as it is.",
        ConnectorFailureKind.Refused => $"A constraint or a trigger of '{subject}' refused the change.",
        _ => "The system answered with an error.",
    };

    // Names come from data maps and may be anything: control characters would forge log lines, length would flood them.
    private static string? Printable(string? name)
    {
        if (name is null) return null;
        var clipped = name.Length > LongestSubject ? name[..LongestSubject] + "…" : name;
        return string.Create(clipped.Length, clipped, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
        });
    }
}
