namespace PrivacyFunctions.Requests;

/// <summary>Staff approved the plan that was shown to them. Raised as an external event; a denial ends the request by itself.</summary>
/// <param name="PlanHash">The plan that was approved; another never runs.</param>
/// <param name="ExcludedDatasets">Datasets left out by a partial approval.</param>
public sealed record PlanDecided(string PlanHash, IReadOnlyList<string> ExcludedDatasets)
{
    /// <summary>The external event's name.</summary>
    public const string EventName = nameof(PlanDecided);
}
