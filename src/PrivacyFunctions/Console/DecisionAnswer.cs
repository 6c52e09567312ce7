using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>What a decision of staff led to.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Status">Where it stands now; the work goes on a moment later.</param>
/// <param name="Outcome">What it came to, if it is closed by the decision.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Approvals">Members of staff who have approved the plan so far; for decisions on a plan.</param>
/// <param name="ApprovalsNeeded">How many must; for decisions on a plan.</param>
public sealed record DecisionAnswer(
    RequestId RequestId, RequestStatus Status, Outcome? Outcome, DecisionKind Decision, int? Approvals = null, int? ApprovalsNeeded = null);
