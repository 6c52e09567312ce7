namespace PrivacyFunctions.DataMap;

/// <summary>Collections of one system that run together, one after the other in the order given.</summary>
/// <param name="Id">Unique in the plan, such as <c>ticketing-1</c>.</param>
/// <param name="Dataset">The system.</param>
/// <param name="Needs">Ids of the units whose keys this one needs.</param>
/// <param name="Steps">One step per collection.</param>
public sealed record PlanUnit(string Id, string Dataset, IReadOnlyList<string> Needs, IReadOnlyList<PlanStep> Steps);
