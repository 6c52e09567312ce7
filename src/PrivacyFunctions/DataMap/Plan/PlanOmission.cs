namespace PrivacyFunctions.DataMap;

/// <summary>A collection that is not searched.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Collection">The collection's name.</param>
/// <param name="Why">One of <see cref="Omissions"/>.</param>
/// <param name="Gap">Whether data of the requested categories may be missing from the answer because of it.</param>
public sealed record PlanOmission(string Dataset, string Collection, string Why, bool Gap);
