namespace PrivacyFunctions.DataMap;

/// <summary>One system's data as fideslang describes it.</summary>
public sealed record Dataset
{
    /// <summary>The <c>fides_key</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where it is declared.</summary>
    public required MapPosition At { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Categories that only describe.</summary>
    public IReadOnlyList<Located<string>> Categories { get; init; } = [];

    /// <summary>The collections, in the map's order.</summary>
    public required IReadOnlyList<DatasetCollection> Collections { get; init; }

    /// <summary>Datasets that are searched before this one.</summary>
    public IReadOnlyList<Located<string>> After { get; init; } = [];

    /// <summary>Namespace settings, such as <c>schema</c>.</summary>
    public IReadOnlyDictionary<string, string> Namespace { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether its name is hidden from the person.</summary>
    public bool RedactName { get; init; }
}
