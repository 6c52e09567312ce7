namespace PrivacyFunctions.DataMap;

/// <summary>A table, or what corresponds to it.</summary>
public sealed record DatasetCollection
{
    /// <summary>Its address in the map.</summary>
    public required CollectionAddress Address { get; init; }

    /// <summary>Where it is declared.</summary>
    public required MapPosition At { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Categories that make every declared field count in an access answer.</summary>
    public IReadOnlyList<Located<string>> Categories { get; init; } = [];

    /// <summary>The declared fields, in the map's order.</summary>
    public required IReadOnlyList<DatasetField> Fields { get; init; }

    /// <summary>Collections (<c>dataset.collection</c>) that are searched before this one.</summary>
    public IReadOnlyList<Located<string>> After { get; init; } = [];

    /// <summary>Collections that are erased before this one.</summary>
    public IReadOnlyList<Located<string>> EraseAfter { get; init; } = [];

    /// <summary>Whether it is left out altogether.</summary>
    public bool SkipProcessing { get; init; }

    /// <summary>Whether a collection override says <c>delete</c>: a last <c>delete: true</c> entry.</summary>
    public Located<bool>? DeleteOverride { get; init; }

    /// <summary>Whether its name is hidden from the person.</summary>
    public bool RedactName { get; init; }

    /// <summary>The collection's name.</summary>
    public string Name => Address.Collection;
}
