using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>Input of the sub-orchestrator of one right.</summary>
/// <param name="Work">The request and the round.</param>
/// <param name="Plan">What is to be done.</param>
public sealed record RightWork(RequestWork Work, PlannedRequest Plan);
