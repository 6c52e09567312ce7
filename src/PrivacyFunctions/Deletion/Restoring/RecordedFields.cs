using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>Fields as the ledger names them, found again in the live table.</summary>
internal static class RecordedFields
{
    /// <summary>The way to a field; a column whose own name holds dots wins. Null when the table has no such column any more.</summary>
    public static FieldPath? Find(CatalogueTable table, string dotted)
    {
        if (table.Find(dotted) is not null) return FieldPath.Of(dotted);
        for (var dot = dotted.LastIndexOf('.'); dot > 0; dot = dotted.LastIndexOf('.', dot - 1))
        {
            if (table.Find(dotted[..dot]) is not null) return new FieldPath([dotted[..dot], .. dotted[(dot + 1)..].Split('.')]);
        }

        return null;
    }

    /// <summary>The ways to several fields; null when one is gone.</summary>
    public static IReadOnlyList<FieldPath>? Find(CatalogueTable table, IReadOnlyList<string> fields)
    {
        var paths = fields.Select(field => Find(table, field)).OfType<FieldPath>().ToList();
        return paths.Count == fields.Count ? paths : null;
    }
}
