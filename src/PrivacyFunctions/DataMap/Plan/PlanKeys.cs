namespace PrivacyFunctions.DataMap;

/// <summary>Keys that a step's rows give to later steps: one tuple for each row, or for each element of an array that values lie in.</summary>
/// <param name="Id"><c>k1</c>, <c>k2</c>, … unique in the plan.</param>
/// <param name="Fields">Where the values stand.</param>
public sealed record PlanKeys(string Id, IReadOnlyList<FieldPath> Fields);
