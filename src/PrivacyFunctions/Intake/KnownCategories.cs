using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Intake;

/// <summary>
/// The data categories that a request can ask for: fideslang's, the organisation's own, and those that the data map uses, with all above them. Any
/// other would find nothing, and be words of the requester's in a record that outlives what is known of them.
/// </summary>
public sealed class KnownCategories
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public KnownCategories(PrivacyMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        foreach (var category in CategoryChecks.All(map).Concat(map.OwnCategories)) AddWithAllAbove(category.Value);
    }

    public bool Contains(string category) => Taxonomy.Knows(category) || _used.Contains(category);

    private void AddWithAllAbove(string category)
    {
        for (var end = category.Length; end > 0; end = category.LastIndexOf('.', end - 1)) _used.Add(category[..end]);
    }
}
