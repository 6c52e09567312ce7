namespace PrivacyFunctions.DataMap;

/// <summary>A collection that is not searched.</summary>
/// <param name="Dataset">The dataset's key.</param>
/// <param name="Collection">The collection's name.</param>
/// <param name="Why">One of <see cref="Omissions"/>.</param>
/// <param name="Gap">Whether the answer is incomplete because of it.</param>
/// <param name="Shown">What the person sees in place of names.</param>
public sealed record PlanOmission(string Dataset, string Collection, string Why, bool Gap, ShownNames Shown);
