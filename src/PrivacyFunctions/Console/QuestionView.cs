using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>What a request waits for staff to say.</summary>
public sealed record QuestionView
{
    private const string Decision = "decision";
    private const string RetryOrSkip = "retry-or-skip";

    /// <summary>Why staff are asked: <c>approval</c>, <c>failed-systems</c>, …</summary>
    public required string Code { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Which call answers it: <c>decision</c> or <c>retry-or-skip</c>.</summary>
    public required string Expects { get; init; }

    /// <summary>Whether staff have said it, and the work goes on in a moment.</summary>
    public required bool Answered { get; init; }

    /// <summary>Systems that failed.</summary>
    public required IReadOnlyList<string> Datasets { get; init; }

    /// <summary>The plan that is to be approved.</summary>
    public string? PlanHash { get; init; }

    /// <summary>Members of staff who have approved.</summary>
    public IReadOnlyList<string>? ApprovedBy { get; init; }

    /// <summary>How many must.</summary>
    public int? ApprovalsNeeded { get; init; }

    /// <summary>Data points about the requester that are proved.</summary>
    public int? PointsProved { get; init; }

    /// <summary>How many are wanted; fewer take a second approval.</summary>
    public int? PointsWanted { get; init; }

    /// <summary>Whether the law wants a signed declaration under penalty of perjury besides; without it a second approval is taken too.</summary>
    public bool? DeclarationWanted { get; init; }

    /// <summary>Whether there is one.</summary>
    public bool? DeclarationSigned { get; init; }

    /// <summary>The open question; null when the request waits for nobody.</summary>
    public static QuestionView? Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is not { Status: RequestStatus.AwaitingReview, Question: { } question }) return null;
        var shown = new QuestionView
        {
            Code = question.Code,
            Since = question.Since,
            Expects = question.IsAboutPlan ? Decision : RetryOrSkip,
            Answered = question.Said is not null,
            Datasets = question.Datasets,
        };
        return question.IsAboutPlan ? WithApproval(shown, request, question) : shown;
    }

    private static QuestionView WithApproval(QuestionView shown, RightsRequest request, ReviewQuestion question) => shown with
    {
        PlanHash = question.PlanHash,
        ApprovedBy = [.. PlanRuling.Approvals(request).Select(approval => approval.Staff)],
        ApprovalsNeeded = question.Demand.PeopleFor(request.ProofPoints, request.Declared),
        PointsProved = request.ProofPoints,
        PointsWanted = question.Demand.Points,
        DeclarationWanted = question.Demand.Declaration,
        DeclarationSigned = request.Declared,
    };
}

/// <summary>A decision of staff.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Staff">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Round">In which round of work.</param>
/// <param name="Ground">On which ground.</param>
/// <param name="Datasets">Systems that are left out, retried or skipped.</param>
/// <param name="PlanHash">The plan that was looked at.</param>
/// <param name="Reason">Why, in their words; absent once it was destroyed.</param>
public sealed record DecisionView(
    DecisionKind Decision, string Staff, DateTimeOffset At, int Round, Ground? Ground, IReadOnlyList<string> Datasets, string? PlanHash, string? Reason)
{
    public static DecisionView Of(StaffDecision decision, Personal? reason)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new(decision.Kind, decision.Staff, decision.At, decision.Round, decision.Ground, decision.Datasets, decision.PlanHash, reason?.Value);
    }

    public override string ToString() => $"{Decision} by {Staff}";
}
