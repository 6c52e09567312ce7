namespace PrivacyFunctions.Staging;

/// <summary>A large value at rest.</summary>
/// <param name="FileName">Its name in the bundle's folder of the collection.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Offset">Where it begins among the collection's large values.</param>
public readonly record struct StagedFile(string FileName, long Length, long Offset);
