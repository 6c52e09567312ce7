using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Triage;

/// <summary>The end of waiting for staff, perhaps.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="Question">Number of the question.</param>
/// <param name="Late">Whether the work goes on even if they have said nothing.</param>
public sealed record StaffTurn(string RequestId, int Round, int Question, bool Late = false);

/// <summary>Where waiting for staff stands.</summary>
/// <param name="Waits">They have not said enough yet.</param>
/// <param name="Works">The request is being worked on again.</param>
/// <param name="Plan">The approval, where there is one.</param>
/// <param name="Systems">The decision on failed systems, where there is one.</param>
public sealed record StaffSaid(bool Waits, bool Works, PlanDecided? Plan = null, SystemsDecided? Systems = null);
