namespace PrivacyFunctions.Connecting;

/// <summary>A trigger on a table, or a rule that rewrites statements.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OnDelete">Whether deletions fire it.</param>
/// <param name="OnUpdate">Whether updates fire it.</param>
public sealed record CatalogueTrigger(string Name, bool OnDelete, bool OnUpdate)
{
    /// <summary>Tables, named as in <see cref="CatalogueTable.Name"/>, that its text says it deletes rows from. What it runs beyond its own text is not known.</summary>
    public IReadOnlyList<string> DeletesFrom { get; init; } = [];

    /// <summary>Tables that its text says it updates.</summary>
    public IReadOnlyList<string> Updates { get; init; } = [];
}
