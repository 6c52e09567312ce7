using System.IO.Compression;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Bundling;

/// <summary>How bundles are made. Settings <c>Privacy__Bundle__…</c>.</summary>
public sealed record BundleOptions
{
    private const string Headings = "Bundle:PolicyCategories";

    /// <summary>How hard to compress.</summary>
    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;

    /// <summary><c>PolicyCategories</c>: the headings of index.html, from a JSON file.</summary>
    public PolicyCategories PolicyCategories { get; init; } = PolicyCategories.Default;

    /// <summary>Reads the settings.</summary>
    public static BundleOptions Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Text(Headings) is not { } path) return new BundleOptions();
        if (!File.Exists(path)) settings.Report(Headings, "names a file that is not there");
        else if (PolicyCategories.TryLoad(path) is { } headings) return new BundleOptions { PolicyCategories = headings };
        else settings.Report(Headings, "must name a JSON file with a list of {title, categories, weight?}");
        return new BundleOptions();
    }
}
