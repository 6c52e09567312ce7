namespace PrivacyFunctions.Deletion;

/// <summary>Which collection of a request's plan to work on.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="StepId">The step in the stored plan.</param>
/// <param name="Last">Whether no other collection of its system follows.</param>
public sealed record ErasureStep(string RequestId, int Round, string StepId, bool Last);
