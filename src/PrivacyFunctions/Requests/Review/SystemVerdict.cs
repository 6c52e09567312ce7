namespace PrivacyFunctions.Requests;

/// <summary>What staff decided about a failed system before the orchestration asked.</summary>
/// <param name="Dataset">The system.</param>
/// <param name="Retry">Whether it is asked again; otherwise it is left out.</param>
public sealed record SystemVerdict(string Dataset, bool Retry)
{
    /// <summary>The verdicts as an answer about failed systems.</summary>
    public static SystemsDecided Sum(IReadOnlyCollection<SystemVerdict> verdicts) => new(
        [.. verdicts.Where(verdict => verdict.Retry).Select(verdict => verdict.Dataset)],
        [.. verdicts.Where(verdict => !verdict.Retry).Select(verdict => verdict.Dataset)]);
}
