namespace PrivacyFunctions.Requests;

/// <summary>
/// What a request waits for staff to say, or waited for last. It is open while the request shows <c>awaiting-review</c> and there is no
/// <see cref="Said"/>; the orchestration takes what was said once, by moving the request on.
/// </summary>
/// <param name="Number">1, 2, …: counts the questions of one request.</param>
/// <param name="Code">Why staff are asked: <c>approval</c>, <c>failed-systems</c>, …</param>
/// <param name="Since">When it was asked.</param>
/// <param name="Datasets">The systems concerned.</param>
public sealed record ReviewQuestion(int Number, string Code, DateTimeOffset Since, IReadOnlyList<string> Datasets)
{
    /// <summary>Systems failed for good: staff retry or skip them. Every other question is about the plan.</summary>
    public const string FailedSystems = "failed-systems";

    /// <summary>The person said that the deletion was not their wish.</summary>
    public const string NotMe = "not-me";

    /// <summary>The round of work in which it was asked.</summary>
    public int Round { get; init; }

    /// <summary>The how-manieth question of that round's orchestration it is: one that was asked is not asked again.</summary>
    public int Turn { get; init; }

    /// <summary>Digest of the plan that is to be approved.</summary>
    public string? PlanHash { get; init; }

    /// <summary>What an approval takes.</summary>
    public ApprovalDemand Demand { get; init; } = ApprovalDemand.OnePerson;

    /// <summary>Number of the first decision that counts: the person may have objected after earlier ones.</summary>
    public int CountsFrom { get; init; }

    /// <summary>What staff said; null while they have not, or not enough of them.</summary>
    public StaffWord? Said { get; init; }

    /// <summary>Whether a decision on the plan is expected, not one on systems.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAboutPlan => Code != FailedSystems;
}

/// <summary>What staff said, as the orchestration takes it.</summary>
/// <param name="RaisedAt">When the orchestration was last told that something was said.</param>
public sealed record StaffWord(DateTimeOffset RaisedAt)
{
    /// <summary>The plan is approved.</summary>
    public PlanDecided? Plan { get; init; }

    /// <summary>What to do about failed systems.</summary>
    public SystemsDecided? Systems { get; init; }
}
