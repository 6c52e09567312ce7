using System.IO.Compression;

namespace PrivacyFunctions.Bundling;

/// <summary>How bundles are made.</summary>
public sealed record BundleOptions
{
    /// <summary>How hard to compress.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;

    /// <summary>The headings of index.html.</summary>
    public PolicyCategories PolicyCategories { get; init; } = PolicyCategories.Default;
}
