namespace PrivacyFunctions.DataMap;

/// <summary>A reference at which the search stops.</summary>
/// <param name="From">The shared collection.</param>
/// <param name="To">The collection whose rows would be others'.</param>
/// <param name="Paths">The fields of the shared collection that would have passed keys on.</param>
public sealed record SharedStop(string From, string To, IReadOnlyList<string> Paths);
