namespace PrivacyFunctions.Requests;

/// <summary>Names of the phases in <see cref="SystemProgress.Phase"/>.</summary>
public static class SystemPhase
{
    /// <summary>Reading the person's rows.</summary>
    public const string Collect = "collect";

    /// <summary>Reading them once more, because time has passed since they were found.</summary>
    public const string CollectAgain = "collect-again";

    /// <summary>Deleting and masking them.</summary>
    public const string Delete = "delete";

    /// <summary>Looking whether they are gone.</summary>
    public const string Verify = "verify";

    /// <summary>The phases of a deletion, in their order.</summary>
    public static IReadOnlyList<string> OfDeletion { get; } = [Collect, CollectAgain, Delete, Verify];
}
