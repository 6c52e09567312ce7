namespace PrivacyFunctions.Requests;

/// <summary>Names of the phases in <see cref="SystemProgress.Phase"/>.</summary>
public static class SystemPhase
{
    /// <summary>Reading the person's rows.</summary>
    public const string Collect = "collect";
}
