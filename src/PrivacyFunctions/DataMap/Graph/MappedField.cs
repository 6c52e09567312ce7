namespace PrivacyFunctions.DataMap;

/// <summary>A declared field, nested or not, with what it takes from the fields around it.</summary>
internal sealed record MappedField
{
    public required FieldAddress Address { get; init; }

    public required DatasetField Field { get; init; }

    /// <summary>Its own categories, or the nearest categorised parent field's; empty when there are none.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>How many leading names of the path lie in arrays of which only matching elements count.</summary>
    public required int MatchedDepth { get; init; }

    /// <summary>Whether an array lies on the way to the field's values.</summary>
    public required bool InArray { get; init; }

    public FieldPath Path => Address.Path;

    public bool HasSubFields => Field.Fields.Count > 0;

    /// <summary>Whether it is about a person.</summary>
    public bool IsUser => Category.AnyUnder(Categories, Category.User);
}
