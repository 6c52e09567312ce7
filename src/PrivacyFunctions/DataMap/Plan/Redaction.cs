using System.Globalization;

namespace PrivacyFunctions.DataMap;

/// <summary>The names that stand in for hidden ones: numbered by position, so that they stay the same from answer to answer.</summary>
internal static class Redaction
{
    public static string Field(int index) => Numbered("field", index);

    public static string Dataset(PrivacyMap map, Dataset dataset) =>
        dataset.RedactName ? Numbered("dataset", IndexOf(map.Datasets, dataset)) : dataset.Key;

    public static ShownNames Of(PrivacyMap map, Dataset dataset, DatasetCollection collection)
    {
        var shown = collection.RedactName ? Numbered("collection", IndexOf(dataset.Collections, collection)) : collection.Name;
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, index) in collection.Fields.Select((field, index) => (field, index)).Where(entry => entry.field.RedactName))
        {
            fields[field.Name] = Field(index);
        }

        return new ShownNames(Dataset(map, dataset), shown, fields);
    }

    private static int IndexOf<T>(IReadOnlyList<T> all, T one)
        where T : class =>
        all.TakeWhile(other => !ReferenceEquals(other, one)).Count();

    private static string Numbered(string what, int index) => string.Create(CultureInfo.InvariantCulture, $"{what}_{index + 1}");
}
