namespace PrivacyFunctions.DataMap;

/// <summary>Lists the fields of a collection with their effective categories, parents before children, in the map's order.</summary>
internal static class MappedFields
{
    public static IReadOnlyList<MappedField> Of(DatasetCollection collection)
    {
        var all = new List<MappedField>();
        foreach (var field in collection.Fields)
        {
            Add(all, collection.Address, FieldPath.Of(field.Name), field, parent: null);
        }

        return all;
    }

    private static void Add(List<MappedField> all, CollectionAddress collection, FieldPath path, DatasetField field, MappedField? parent)
    {
        var returnsAll = field.ReturnAllElements == true || parent is { MatchedDepth: var depth } && depth < path.Segments.Length - 1;
        var mapped = new MappedField
        {
            Address = new FieldAddress(collection, path),
            Field = field,
            Categories = field.Categories.Count > 0 ? [.. field.Categories.Select(category => category.Value)] : parent?.Categories ?? [],
            MatchedDepth = returnsAll ? Math.Min(parent?.MatchedDepth ?? 0, path.Segments.Length - 1) : path.Segments.Length,
            InArray = field.IsArray || parent is { InArray: true },
        };
        all.Add(mapped);
        foreach (var child in field.Fields)
        {
            Add(all, collection, path.Child(child.Name), child, mapped);
        }
    }
}
