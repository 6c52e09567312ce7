namespace PrivacyFunctions.Law;

/// <summary>A time in which the clock may stand still.</summary>
/// <param name="From">When something was asked of the person.</param>
/// <param name="To">When the answer arrived; null while it is awaited.</param>
/// <param name="Reason">What was asked. The law decides whether that stops its clock.</param>
public sealed record Pause(DateTimeOffset From, DateTimeOffset? To, PauseReason Reason);
