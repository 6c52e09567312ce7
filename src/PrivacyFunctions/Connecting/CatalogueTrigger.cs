namespace PrivacyFunctions.Connecting;

/// <summary>A trigger on a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OnDelete">Whether deletions fire it.</param>
/// <param name="OnUpdate">Whether updates fire it.</param>
public sealed record CatalogueTrigger(string Name, bool OnDelete, bool OnUpdate);
