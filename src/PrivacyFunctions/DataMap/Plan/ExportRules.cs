namespace PrivacyFunctions.DataMap;

/// <summary>What of a collection's rows is part of an access answer, by the requested categories.</summary>
internal sealed class ExportRules
{
    private readonly GraphNode _node;
    private readonly IReadOnlyCollection<string> _requested;
    private readonly IReadOnlyList<string> _collectionCategories;
    private readonly bool _collectionCounts;
    private readonly List<WithheldField> _withheld = [];

    private ExportRules(GraphNode node, IReadOnlyCollection<string> requested)
    {
        _node = node;
        _requested = requested;
        _collectionCategories = [.. node.Collection.Categories.Select(category => category.Value)];
        _collectionCounts = Category.AnyUnder(_collectionCategories, requested);
        Fields = [.. node.Collection.Fields.Select(Export).OfType<ExportedField>()];
    }

    /// <summary>The exported columns in the map's order.</summary>
    public IReadOnlyList<ExportedField> Fields { get; }

    /// <summary>What the requested categories would include, but is never exported.</summary>
    public IReadOnlyList<WithheldField> Withheld => _withheld;

    public static ExportRules Of(GraphNode node, IReadOnlyCollection<string> requested) => new(node, requested);

    private ExportedField? Export(DatasetField declared)
    {
        if (_node.Find(FieldPath.Of(declared.Name)) is not { } field)
        {
            return null;
        }

        var rule = Rule(field, shownAs: null);
        return rule.KeepsAnything() ? new ExportedField(declared.Name, rule.KeepsAll() ? null : rule) : null;
    }

    /// <summary>A categorised object counts whole, except where a sub-field says otherwise; an uncategorised one only by its sub-fields.</summary>
    private NestedRule Rule(MappedField field, string? shownAs)
    {
        var byCategory = Category.AnyUnder(field.Categories, _requested);
        var counts = byCategory || (_collectionCounts && (field.Categories.Count == 0 || !field.HasSubFields));
        var secret = Category.AnyUnder(field.Categories.Count > 0 ? field.Categories : _collectionCategories, Category.Authorization);
        if (counts && secret)
        {
            _withheld.Add(new WithheldField(field.Path, Grounds.Security));
        }

        var children = new SortedDictionary<string, NestedRule>(StringComparer.Ordinal);
        foreach (var (child, index) in field.Field.Fields.Select((child, index) => (child, index)))
        {
            if (_node.Find(field.Path.Child(child.Name)) is { } mapped)
            {
                children[child.Name] = Rule(mapped, child.RedactName ? Redaction.Field(index) : null);
            }
        }

        return new NestedRule(counts && !secret && (byCategory || !field.HasSubFields), children, shownAs);
    }
}
