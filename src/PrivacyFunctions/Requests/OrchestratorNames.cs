namespace PrivacyFunctions.Requests;

/// <summary>Names of the orchestrators, and of their instances.</summary>
public static class OrchestratorNames
{
    /// <summary>The whole path of a verified request.</summary>
    public const string HandleRequest = nameof(HandleRequest);

    /// <summary>Collects a person's data and delivers it.</summary>
    public const string AnswerAccess = nameof(AnswerAccess);

    /// <summary>Erases a person's data and proves it.</summary>
    public const string AnswerDeletion = nameof(AnswerDeletion);

    /// <summary>The orchestrator that answers a right, by the right's wire name.</summary>
    public static string OfRight(string right) => right == "deletion" ? AnswerDeletion : AnswerAccess;

    /// <summary>The instance of the right's own orchestration: it is the one that waits for staff.</summary>
    public static string InstanceOfRight(RequestWork work, string right) => $"{work.InstanceId}-{right}";
}
