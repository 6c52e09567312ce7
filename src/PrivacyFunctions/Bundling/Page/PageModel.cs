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
    public required long Records { get; init; }

    /// <summary>How much of everything there is room for.</summary>
    public required PageLimits Limits { get; init; }
}

/// <summary>How much a page holds.</summary>
/// <param name="Bytes">Bytes of table cells.</param>
/// <param name="Listed">Entries of a list, such as withheld items, systems, or a system's purposes.</param>
public sealed record PageLimits(int Bytes, int Listed)
{
    /// <summary>Tables.</summary>
    public int Collections => Listed * 3;
}
