namespace PrivacyFunctions.Requests;

/// <summary>Names of the documents that say how staff know who a requester is. They go within a day.</summary>
public static class VerificationEvidence
{
    /// <summary>What proved the requester.</summary>
    public const string Document = "verification";

    /// <summary>What made surer who asks, while a decision was waited for.</summary>
    public const string StepUpDocument = "verification-step-up";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> DocumentNames { get; } = [Document, StepUpDocument];
}
