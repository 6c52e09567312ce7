namespace PrivacyFunctions.Connecting;

/// <summary>Bounds on the work one request may cause in one system.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Most rows read from one collection; more are left out and reported as a gap.</summary>
    public long Rows { get; init; } = 1_000_000;

    /// <summary>Most collections read at once.</summary>
    public int Parallel { get; init; } = 2;

    /// <summary>Longest time one statement may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
