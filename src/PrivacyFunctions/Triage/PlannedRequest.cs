namespace PrivacyFunctions.Triage;

/// <summary>What an orchestrator needs to know of a plan: names, order and times. The plan itself stays in the request's documents.</summary>
/// <param name="Right">The right, by its wire name.</param>
/// <param name="PlanHash">Identifies the exact plan; nothing else runs.</param>
/// <param name="Units">The work units in plan order.</param>
/// <param name="Review">Whether staff decide before anything is collected or delivered.</param>
/// <param name="PartialAt">When whatever is ready is delivered even if systems are still missing.</param>
/// <param name="Retry">How often and how patiently a failing system is asked again.</param>
/// <param name="Sensitive">Whether it reaches data that the settings call sensitive.</param>
/// <param name="Unseen">Whether systems that had not answered made the search stop short: once they answer, another plan may reach further.</param>
public sealed record PlannedRequest(
    string Right,
    string PlanHash,
    IReadOnlyList<PlannedUnit> Units,
    bool Review,
    DateTime PartialAt,
    RetrySchedule Retry,
    bool Sensitive = false,
    bool Unseen = false)
{
    /// <summary>For deletion: what is deleted or masked, in order.</summary>
    public IReadOnlyList<PlannedErasure> Erasures { get; init; } = [];

    /// <summary>Whether an earlier round began to erase by exactly this plan: it was approved and announced then, and what was found then is kept.</summary>
    public bool Resumed { get; init; }

    /// <summary>Datasets that staff left out when they last approved exactly this plan, if they did: nothing is changed there before they say otherwise.</summary>
    public IReadOnlyList<string>? Excluded { get; init; }
}
