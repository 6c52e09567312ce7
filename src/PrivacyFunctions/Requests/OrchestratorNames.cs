namespace PrivacyFunctions.Requests;

/// <summary>Names of the orchestrators.</summary>
public static class OrchestratorNames
{
    /// <summary>The whole path of a verified request.</summary>
    public const string HandleRequest = nameof(HandleRequest);

    /// <summary>Collects a person's data and delivers it.</summary>
    public const string AnswerAccess = nameof(AnswerAccess);
}
