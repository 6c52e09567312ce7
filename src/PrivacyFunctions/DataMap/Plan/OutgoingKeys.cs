namespace PrivacyFunctions.DataMap;

/// <summary>Keys that a collection passes on.</summary>
/// <param name="Edge">The edge, as in the receiving step's <see cref="IncomingKeys.Edge"/>.</param>
/// <param name="Paths">Dotted paths whose values make up each tuple.</param>
/// <param name="To">The receiving collection.</param>
public sealed record OutgoingKeys(string Edge, IReadOnlyList<string> Paths, string To);
