namespace PrivacyFunctions.Requests;

/// <summary>What a timeline says about work that ended without an answer.</summary>
public static class WorkCode
{
    /// <summary>The work was begun anew.</summary>
    public const string Restarted = "work-restarted";

    /// <summary>It ended too often, or something irreversible had begun: staff are to look. Queueing the request again begins another round.</summary>
    public const string GivenUp = "work-failed";
}
