namespace PrivacyFunctions.Deletion;

/// <summary>What was done in, or is left of, one collection.</summary>
/// <param name="StepId">The step in the plan.</param>
/// <param name="Rows">Rows deleted or masked, or rows found again.</param>
public sealed record StepErased(string StepId, long Rows);
