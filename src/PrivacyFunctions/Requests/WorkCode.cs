namespace PrivacyFunctions.Requests;

/// <summary>What is said about work that ended without an answer.</summary>
public static class WorkCode
{
    /// <summary>In the timeline: the work was begun anew.</summary>
    public const string Restarted = "work-restarted";

    /// <summary>In the timeline and as a question: it ended too often, or something irreversible had begun. An approval begins another round.</summary>
    public const string GivenUp = "work-failed";

    /// <summary>Stands for the plan's hash where that approval is about no plan.</summary>
    public const string NoPlan = "none";
}
