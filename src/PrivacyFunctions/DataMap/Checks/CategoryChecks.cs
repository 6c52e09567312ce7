namespace PrivacyFunctions.DataMap;

/// <summary>Categories against fideslang's taxonomy and the organisation's own additions.</summary>
internal static class CategoryChecks
{
    public static void Run(PrivacyMap map, ProblemList problems)
    {
        var own = map.OwnCategories.Select(category => category.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var category in All(map).Where(category => !Taxonomy.Knows(category.Value) && !own.Contains(category.Value)))
        {
            problems.Warning(MapCodes.UnknownCategory, category.At, $"{Quote.Name(category.Value)} is not in fideslang's taxonomy; correct it, or declare it under data_category.");
        }
    }

    /// <summary>Every category that the map uses, wherever it does.</summary>
    public static IEnumerable<Located<string>> All(PrivacyMap map) =>
        map.Datasets.SelectMany(dataset => dataset.Categories)
            .Concat(map.Datasets.SelectMany(dataset => dataset.Collections).SelectMany(collection => collection.Categories))
            .Concat(map.Datasets.SelectMany(dataset => dataset.Collections).SelectMany(MappedFields.Of).SelectMany(field => field.Field.Categories))
            .Concat(map.Systems.SelectMany(system => system.Declarations).SelectMany(declaration => declaration.Categories))
            .Concat(map.DeletionRules.OfType<DeletionRule.Mask>().SelectMany(rule => rule.Categories));
}
