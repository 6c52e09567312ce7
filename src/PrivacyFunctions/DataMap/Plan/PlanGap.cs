namespace PrivacyFunctions.DataMap;

/// <summary>Something mapped that the live system lacks.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Collection">The collection's name.</param>
/// <param name="Field">The column; null when the whole table is absent.</param>
/// <param name="Code"><c>table-missing</c> or <c>column-missing</c>.</param>
public sealed record PlanGap(string Dataset, string Collection, string? Field, string Code);
