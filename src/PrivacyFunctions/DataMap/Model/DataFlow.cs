namespace PrivacyFunctions.DataMap;

/// <summary>A system or dataset that another system sends data to or receives data from.</summary>
/// <param name="Key">Its <c>fides_key</c>, or <c>user</c>.</param>
/// <param name="Type"><c>dataset</c>, <c>system</c> or <c>user</c>.</param>
/// <param name="Categories">What flows.</param>
public sealed record DataFlow(string Key, string Type, IReadOnlyList<string> Categories);
