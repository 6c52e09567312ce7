namespace PrivacyFunctions.Requests;

/// <summary>Staff's answer about systems that failed: which to ask again and which to leave out. Raised as an external event.</summary>
/// <param name="Retry">Datasets to run again.</param>
/// <param name="Skip">Datasets to leave out.</param>
public sealed record SystemsDecided(IReadOnlyList<string> Retry, IReadOnlyList<string> Skip)
{
    /// <summary>The external event's name.</summary>
    public const string EventName = nameof(SystemsDecided);
}
