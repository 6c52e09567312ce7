namespace PrivacyFunctions.Staging;

/// <summary>What a committed collection holds; the only thing about it that may leave an activity.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Files">Large values.</param>
/// <param name="Bytes">Bytes of rows and large values, before sealing.</param>
/// <param name="Keys">Keys for other collections, duplicates left out as far as noticed.</param>
public sealed record StagedCounts(long Rows, long Files, long Bytes, long Keys);
