namespace PrivacyFunctions.Deletion;

/// <summary>Where the time to object stands.</summary>
/// <param name="Standing">Whether the deletion may go on.</param>
/// <param name="Until">When that time is over.</param>
public sealed record CoolingOff(Standing Standing, DateTime Until);
