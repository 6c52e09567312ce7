namespace PrivacyFunctions.Bundling.Page;

/// <summary>A collection as the page shows it: its first rows and where the rest is.</summary>
public sealed record CollectionPreview
{
    /// <summary>Anchor within the page.</summary>
    public required string Anchor { get; init; }

    /// <summary>Heading.</summary>
    public required string Title { get; init; }

    /// <summary>What it holds.</summary>
    public string? Description { get; init; }

    /// <summary>The system it comes from.</summary>
    public required string System { get; init; }

    /// <summary>The policy's heading.</summary>
    public required string PolicyCategory { get; init; }

    /// <summary>Rows in all.</summary>
    public required long Rows { get; init; }

    /// <summary>Files in all.</summary>
    public required long Files { get; init; }

    /// <summary>Path of its entries without the extension.</summary>
    public required string Path { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<PreviewColumn> Columns { get; init; }

    /// <summary>The rows shown, at most 200.</summary>
    public required IReadOnlyList<IReadOnlyList<PreviewCell>> Shown { get; init; }

    /// <summary>Columns left out of the page because there are too many.</summary>
    public int HiddenColumns { get; init; }

    /// <summary>Whether a record is better read downwards than across.</summary>
    public bool Upright => Shown.Count is > 0 and <= 3 && Columns.Count > 4;
}

/// <summary>A column.</summary>
/// <param name="Label">Its heading.</param>
/// <param name="Name">Its name in the JSON.</param>
/// <param name="Description">What it holds.</param>
public sealed record PreviewColumn(string Label, string Name, string? Description);
