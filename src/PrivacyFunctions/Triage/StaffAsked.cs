namespace PrivacyFunctions.Triage;

/// <summary>How a question to staff was taken down.</summary>
/// <param name="Waits">False when the request is not worked on any more.</param>
/// <param name="Question">The question's number.</param>
/// <param name="Answered">Whether staff had decided before they were asked.</param>
public sealed record StaffAsked(bool Waits, int Question, bool Answered);
