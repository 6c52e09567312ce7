namespace PrivacyFunctions.Triage;

/// <summary>A collection whose rows are deleted or masked.</summary>
/// <param name="StepId">The step's id in the plan.</param>
/// <param name="Dataset">The connected system; its own collections are changed one after another, in plan order.</param>
/// <param name="After">Steps in other systems that are changed first: the data map wants it (<c>erase_after</c>), or their rows refer to these in one database.</param>
public sealed record PlannedErasure(string StepId, string Dataset, IReadOnlyList<string> After);
