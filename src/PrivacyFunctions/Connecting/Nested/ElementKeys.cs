namespace PrivacyFunctions.Connecting;

/// <summary>
/// Keys that were compared inside arrays: of those arrays only the elements belong to the person that hold one of them. Where a key has several
/// values, an element holds it together with what stands outside its array (<see cref="KeyPaths"/>).
/// </summary>
/// <param name="Fields">The fields compared, as many as each key has values.</param>
/// <param name="IsKey">Whether values are one of the keys. Connectors ask from threads of their own.</param>
public sealed record ElementKeys(IReadOnlyList<ElementField> Fields, Func<KeyTuple, bool> IsKey)
{
    private readonly KeyPaths _paths = new([.. Fields.Select(field => field.Path)]);

    /// <summary>Columns whose values tell which elements hold a key.</summary>
    public IEnumerable<string> Columns => Fields.Select(compared => compared.Path[0]).Distinct(StringComparer.Ordinal);

    /// <summary>Whether arrays in the column are cut down.</summary>
    public bool Cuts(string column) => Fields.Any(field => field.Depth > 0 && field.Path[0] == column);

    /// <summary>The person's elements in the column's document of one row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">Gives each of <see cref="Columns"/> of the row.</param>
    /// <param name="unclear">Whether it is not clear of some elements what they belong to; they are not kept.</param>
    public IEnumerable<ElementCut> Of(string column, Func<string, ColumnValue> row, out bool unclear)
    {
        var kept = _paths.Holding(column, row, IsKey, out unclear);
        return Fields.Where(field => field.Path[0] == column).Select(field => new ElementCut(field.Path, field.Depth, kept));
    }
}

/// <summary>A field that keys are compared with.</summary>
/// <param name="Path">The column, then nested names.</param>
/// <param name="Depth">How many leading names of it lie in arrays whose other elements are left alone.</param>
public sealed record ElementField(IReadOnlyList<string> Path, int Depth);
