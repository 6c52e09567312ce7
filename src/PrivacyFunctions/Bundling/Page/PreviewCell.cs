namespace PrivacyFunctions.Bundling.Page;

/// <summary>A value as the page shows it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What is read; at most <c>500</c> characters.</param>
/// <param name="Exact">The value itself where the text is a friendlier form of it: a time, or a file's path.</param>
public readonly record struct PreviewCell(CellKind Kind, string Text, string? Exact = null);

/// <summary>What a value is.</summary>
public enum CellKind
{
    /// <summary>No value.</summary>
    Empty,

    /// <summary>Characters.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Truth,

    /// <summary>A date or a point in time.</summary>
    Time,

    /// <summary>Several values.</summary>
    Structure,

    /// <summary>A file of the bundle.</summary>
    File,
}
