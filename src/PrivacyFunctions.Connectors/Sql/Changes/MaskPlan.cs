using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>Masks column by column, and the fields that no row can be masked in.</summary>
/// <param name="Columns">What each column takes.</param>
/// <param name="Impossible">Fields that the catalogue alone rules out, each with its code.</param>
/// <param name="Telling">Columns, besides that of an array itself, whose values tell which of its elements are the person's.</param>
internal sealed record MaskPlan(IReadOnlyList<ColumnMask> Columns, IReadOnlyList<(string Field, string Code)> Impossible, IReadOnlyList<KeyTarget> Telling)
{
    /// <summary>Finds the columns of the masks.</summary>
    /// <exception cref="ConnectorFailure">A column is not in the catalogue.</exception>
    public static MaskPlan Of(Masking masking, CatalogueTable table)
    {
        var text = new MaskText(masking);
        var impossible = new List<(string, string)>();
        var columns = new List<ColumnMask>();
        foreach (var masks in masking.Values.GroupBy(mask => mask.Path[0], StringComparer.Ordinal))
        {
            var column = table.Find(masks.Key) ?? throw new ConnectorFailure(ConnectorFailureKind.SchemaChanged, $"{table.Name}.{masks.Key}");
            var elements = masking.Elements.Where(element => element.Cuts(column.Name)).ToList();
            var fitting = new List<ValueMask>();
            foreach (var mask in masks)
            {
                if (Obstacle(mask, column, table) is { } code) impossible.Add((mask.Field, code));
                else fitting.Add(mask);
            }

            if (fitting.Count > 0) columns.Add(new ColumnMask(column, fitting, elements, text));
        }

        return new MaskPlan(columns, impossible, [.. TellingOf(columns, table)]);
    }

    private static IEnumerable<KeyTarget> TellingOf(List<ColumnMask> columns, CatalogueTable table) =>
        from mask in columns
        from element in mask.Elements
        from field in element.Fields
        where field.Path[0] != mask.Column.Name
        group field.Path by field.Path[0] into paths
        let column = table.Find(paths.Key) ?? throw new ConnectorFailure(ConnectorFailureKind.SchemaChanged, $"{table.Name}.{paths.Key}")
        select new KeyTarget(column, [.. paths.MaxBy(path => path.Count)!.Skip(1)], KeyComparison.Exact);

    private static string? Obstacle(ValueMask mask, CatalogueColumn column, CatalogueTable table)
    {
        if (table.PrimaryKey.Contains(column.Name)) return UnmaskedField.PrimaryKey;
        if (table.ForeignKeys.Any(key => key.Columns.Contains(column.Name))) return UnmaskedField.ForeignKey;
        if (column.Generated) return UnmaskedField.Generated;
        if (mask.Path.Count > 1) return column.Kind is ValueKind.Json or ValueKind.Text or ValueKind.Other or ValueKind.Array ? null : UnmaskedField.Type;
        // Whether null may stand there only the system knows: a CHECK may allow it in some rows.
        if (mask.Method is MaskMethod.Null) return null;
        if (!TakesText(column)) return UnmaskedField.Type;
        return column.MaxLength is { } most && mask.ReplacementLength > most ? UnmaskedField.TooLong : null;
    }

    // A document takes text in its place, and where a column's type says nothing, anything can be stored.
    private static bool TakesText(CatalogueColumn column) =>
        column.HoldsText() || column.Kind == ValueKind.Json || column is { Kind: ValueKind.Other, NativeType.Length: 0 };
}
