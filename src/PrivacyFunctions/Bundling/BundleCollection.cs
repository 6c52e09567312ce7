using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>A collection under its published names.</summary>
public sealed record BundleCollection
{
    /// <summary>Where its rows are staged.</summary>
    public required StagedName Staged { get; init; }

    /// <summary>Published key of the system; equals <see cref="BundleSystem.Dataset"/>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Published name.</summary>
    public required string Collection { get; init; }

    /// <summary>What it holds, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The fields by published name; those without an entry are shown by their name alone.</summary>
    public IReadOnlyList<BundleField> Fields { get; init; } = [];

    /// <summary>Categories of the collection itself.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The heading it stands under; null leaves the choice to <see cref="PolicyCategories"/>.</summary>
    public string? PolicyCategory { get; init; }
}

/// <summary>A field as the person meets it.</summary>
/// <param name="Name">Published name; the property in the JSON.</param>
/// <param name="Description">What it holds.</param>
/// <param name="Categories">Its categories.</param>
public sealed record BundleField(string Name, string? Description, IReadOnlyList<string> Categories);
