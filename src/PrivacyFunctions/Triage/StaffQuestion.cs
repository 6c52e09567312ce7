using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Triage;

/// <summary>Why a request waits for staff.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="Reason">One of the codes below.</param>
/// <param name="Datasets">The systems concerned.</param>
/// <param name="PlanHash">The plan that is to be approved.</param>
/// <param name="Sensitive">Whether that plan reaches data that the settings call sensitive.</param>
public sealed record StaffQuestion(
    string RequestId, int Round, string Reason, IReadOnlyList<string> Datasets, string? PlanHash = null, bool Sensitive = false)
{
    /// <summary>The how-manieth question of the round's orchestration it is: whatever asks it late or twice asks nothing.</summary>
    public int Turn { get; init; }

    /// <summary>The plan needs approval.</summary>
    public const string Approval = "approval";

    /// <summary>The person said that the deletion was not their wish.</summary>
    public const string NotMe = ReviewQuestion.NotMe;

    /// <summary>What was approved cannot run any more, because a system has changed: here is the new plan.</summary>
    public const string PlanChanged = "plan-changed";

    /// <summary>The plan would reach what must be kept: the systems concerned can only be left out.</summary>
    public const string PlanRefused = "plan-refused";

    /// <summary>Systems failed for good.</summary>
    public const string FailedSystems = ReviewQuestion.FailedSystems;
}
