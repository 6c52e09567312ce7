namespace PrivacyFunctions.Triage;

/// <summary>A collection whose rows are deleted or masked.</summary>
/// <param name="StepId">The step's id in the plan.</param>
/// <param name="Dataset">The connected system; its own collections are changed one after another, in plan order.</param>
/// <param name="After">Steps in other systems that the data map wants changed first (<c>erase_after</c>).</param>
public sealed record PlannedErasure(string StepId, string Dataset, IReadOnlyList<string> After);
