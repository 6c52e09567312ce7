namespace PrivacyFunctions.Systems;

/// <summary>How a system answered when it was last asked for its catalogue.</summary>
/// <param name="At">When that was.</param>
/// <param name="Error">The fault's code; null when it answered.</param>
public sealed record SystemCheck(DateTimeOffset At, string? Error);
