namespace PrivacyFunctions.DataMap;

/// <summary>A field of a collection, or a field nested in another.</summary>
public sealed record DatasetField
{
    /// <summary>The column's or property's exact name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is declared.</summary>
    public required MapPosition At { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>What it holds, in fideslang's taxonomy.</summary>
    public IReadOnlyList<Located<string>> Categories { get; init; } = [];

    /// <summary>Nested fields.</summary>
    public IReadOnlyList<DatasetField> Fields { get; init; } = [];

    /// <summary>Fields elsewhere with the same values.</summary>
    public IReadOnlyList<FieldReference> References { get; init; } = [];

    /// <summary>The identity whose value this field holds, such as <c>email</c>.</summary>
    public Located<string>? Identity { get; init; }

    /// <summary>Whether it is (part of) the primary key.</summary>
    public bool PrimaryKey { get; init; }

    /// <summary>What values are; null when the map does not say.</summary>
    public FieldType? Type { get; init; }

    /// <summary>Most characters a masked value may have.</summary>
    public int? Length { get; init; }

    /// <summary>For arrays: whether a match returns every element; null inherits.</summary>
    public bool? ReturnAllElements { get; init; }

    /// <summary>Whether it is never written.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The request's own field whose value it is looked up by (a lookup table).</summary>
    public string? CustomRequestField { get; init; }

    /// <summary>Takes the place of the strategy of a mask that applies.</summary>
    public Located<MaskingStrategy>? MaskingOverride { get; init; }

    /// <summary>Whether its values are compared without regard to case.</summary>
    public bool CaseInsensitive { get; init; }

    /// <summary>Whether its name is hidden from the person.</summary>
    public bool RedactName { get; init; }

    /// <summary>Whether it holds an array.</summary>
    public bool IsArray => Type is { IsArray: true };
}
