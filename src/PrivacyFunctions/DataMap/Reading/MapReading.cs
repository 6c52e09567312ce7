namespace PrivacyFunctions.DataMap;

/// <summary>What came out of reading a folder.</summary>
/// <param name="Map">The map; null when any of it cannot be read.</param>
/// <param name="Problems">Everything found while reading, by file and line.</param>
public sealed record MapReading(PrivacyMap? Map, IReadOnlyList<MapProblem> Problems);
