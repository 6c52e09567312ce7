namespace PrivacyFunctions.DataMap;

/// <summary>One file of a data map.</summary>
/// <param name="Name">Path relative to the map's folder, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MapFile(string Name, ReadOnlyMemory<byte> Content);
