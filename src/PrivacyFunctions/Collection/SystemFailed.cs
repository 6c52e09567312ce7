namespace PrivacyFunctions.Collection;

/// <summary>A system that failed for good, as far as this round's retries go.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="Dataset">The system.</param>
/// <param name="Code">The fault's code.</param>
public sealed record SystemFailed(string RequestId, int Round, string Dataset, string Code);
