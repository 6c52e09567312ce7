namespace PrivacyFunctions.Law;

/// <summary>Codes of <see cref="DeadlineStep"/>.</summary>
internal static class DeadlineCodes
{
    public const string Received = "received";
    public const string Confirm = "confirm";
    public const string Period = "period";
    public const string Paused = "paused";
    public const string NotPaused = "not-paused";
    public const string Moved = "moved";
    public const string Ends = "ends";
    public const string Extended = "extended";
    public const string Earliest = "earliest";
}
