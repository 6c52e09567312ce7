using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Orchestration;

/// <summary>What came of asking staff about failed systems.</summary>
internal abstract record FailedSystemsAnswer
{
    private FailedSystemsAnswer()
    {
    }

    /// <summary>They said what to do.</summary>
    public sealed record Decided(SystemsDecided Decision) : FailedSystemsAnswer;

    /// <summary>Nobody did in time: whatever is ready is delivered.</summary>
    public sealed record DeadlineNear : FailedSystemsAnswer;

    /// <summary>The request is not worked on any more.</summary>
    public sealed record Withdrawn : FailedSystemsAnswer;
}
