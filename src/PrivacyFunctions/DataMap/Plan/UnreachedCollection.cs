namespace PrivacyFunctions.DataMap;

/// <summary>A collection the search does not reach.</summary>
/// <param name="Collection"><c>dataset.collection</c>.</param>
/// <param name="Reason">A code: <c>no-path</c>, <c>identity-not-given</c>, <c>skip-processing</c>, <c>behind-shared</c>, …</param>
public sealed record UnreachedCollection(string Collection, string Reason);
