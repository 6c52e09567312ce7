using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling.Page;

/// <summary>Everything that index.html shows.</summary>
public sealed record PageModel
{
    /// <summary>What the bundle holds.</summary>
    public required BundleContents Contents { get; init; }

    /// <summary>Collections with rows, in the order of the policy's headings.</summary>
    public required IReadOnlyList<CollectionPreview> Collections { get; init; }

    /// <summary>Collections that the page does not even name, because there are too many.</summary>
    public int HiddenCollections { get; init; }

    /// <summary>Names of collections that were searched and held nothing, by system.</summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Empty { get; init; }

    /// <summary>Published names of systems by key.</summary>
    public required IReadOnlyDictionary<string, string> SystemTitles { get; init; }

    /// <summary>What is missing.</summary>
    public IReadOnlyList<RequestGap> Gaps => Contents.AllGaps;

    /// <summary>Rows in all.</summary>
    public long Records => Collections.Sum(collection => collection.Rows);
}
