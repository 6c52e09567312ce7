namespace PrivacyFunctions.Deletion;

/// <summary>What a search found.</summary>
/// <param name="Rows">Rows in collections that deletion has something to say about, shared and kept ones too.</param>
/// <param name="Gaps">Where rows may not have been found.</param>
public sealed record FoundRows(long Rows, int Gaps);
