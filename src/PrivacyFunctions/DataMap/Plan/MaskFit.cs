using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Whether a live column can take a masked value, and which strategy fits when it cannot.</summary>
internal static class MaskFit
{
    /// <summary>Why the column cannot take the strategy, as the end of a sentence; null when it can.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="column">The live column.</param>
    /// <param name="table">Its table.</param>
    /// <param name="declaredLength">Most characters by the map: digests and random text are cut to it.</param>
    public static string? Obstacle(MaskingStrategy strategy, CatalogueColumn column, CatalogueTable table, int? declaredLength) => strategy.Kind switch
    {
        MaskingKind.Preserve => null,
        MaskingKind.NullRewrite => column.Nullable ? null : "the column is NOT NULL, or a CHECK or unique index demands a value",
        _ when !column.HoldsText() => $"the column's type is {Quote.Name(column.NativeType)}",
        _ when column.Checked => "a CHECK or an enumeration restricts the column",
        MaskingKind.AesEncrypt => column.MaxLength is { } bound ? $"encrypted values are longer than {bound} characters" : null,
        MaskingKind.StringRewrite when IsInUniqueKey(column, table) => "the column is UNIQUE and every row would get the same value",
        _ => MaskMethods.LengthOf(strategy, declaredLength) is var length && column.MaxLength is { } most && length > most
            ? $"the column holds {most} characters and the masked value has {length}"
            : null,
    };

    /// <summary>What would fit, as a sentence.</summary>
    public static string Remedy(CatalogueColumn column, CatalogueTable table)
    {
        if (column.Nullable)
        {
            return "'null_rewrite' fits.";
        }

        if (!column.HoldsText() || column.Checked)
        {
            return "No strategy fits; say delete or retain for the collection, or make the column nullable.";
        }

        var most = column.MaxLength is { } length ? $" of at most {length} characters" : "";
        return IsInUniqueKey(column, table)
            ? $"'random_string_rewrite' with a length{most} fits."
            : $"'string_rewrite' with a rewrite_value{most} fits.";
    }

    private static bool IsInUniqueKey(CatalogueColumn column, CatalogueTable table) => column.Unique || table.UniqueKeys.Any(key => key.Contains(column.Name));
}
