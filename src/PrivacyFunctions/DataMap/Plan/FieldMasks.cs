using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Which values of a kept row go, by field categories alone.</summary>
internal sealed class FieldMasks(GraphNode node, IReadOnlyList<DeletionRule.Mask> rules)
{
    private readonly List<FieldMask> _masks = [];
    private readonly List<FieldNotErased> _notErased = [];

    public static DeletionDecision.Mask Of(GraphNode node, IReadOnlyList<DeletionRule.Mask> rules)
    {
        var masks = new FieldMasks(node, rules);
        foreach (var field in node.Fields.Where(field => field.Path.IsColumn))
        {
            masks.Decide(field, readOnly: false);
        }

        return new DeletionDecision.Mask(masks._masks, masks._notErased);
    }

    /// <summary>The strategy of the first entry whose categories hold one of the field's; null when nothing applies.</summary>
    public static MaskingStrategy? Strategy(MappedField field, IEnumerable<DeletionRule.Mask> rules)
    {
        var rule = rules.FirstOrDefault(rule => Category.AnyUnder(field.Categories, [.. rule.Categories.Select(category => category.Value)]));
        var strategy = rule?.Strategy ?? (field.IsUser ? MaskingStrategy.Default : null);
        return strategy is null ? null : field.Field.MaskingOverride?.Value ?? strategy;
    }

    private void Decide(MappedField field, bool readOnly)
    {
        readOnly |= field.Field.ReadOnly;
        var children = field.Field.Fields.Select(child => node.Find(field.Path.Child(child.Name))).OfType<MappedField>().ToList();
        if (Strategy(field, rules) is not { } strategy || (children.Count > 0 && Below(field).Any(below => below.Field.ReadOnly)))
        {
            children.ForEach(child => Decide(child, readOnly));
        }
        else if (Obstacle(field, strategy, readOnly) is { } why)
        {
            Report(field, why);
        }
        else
        {
            _masks.Add(new FieldMask(field.Path, strategy, field.Field.Length));
        }
    }

    /// <summary>The receipt names what stays; pseudonymous keys may stay where the row does.</summary>
    private void Report(MappedField field, string why)
    {
        if (!FieldNotErased.IsKey(why) || field.Categories.Any(category => Category.IsUnder(category, Category.User) && !Category.IsUnder(category, Category.UniqueId)))
        {
            _notErased.Add(new FieldNotErased(field.Path, why));
        }
    }

    private string? Obstacle(MappedField field, MaskingStrategy strategy, bool readOnly)
    {
        var live = node.Table?.Find(field.Path.Column);
        return field switch
        {
            _ when field.Path.IsColumn && node.IsPrimaryKey(field.Path.Column) => FieldNotErased.PrimaryKey,
            _ when field.Path.IsColumn && node.IsEnforcedForeignKey(field.Path.Column) => FieldNotErased.ForeignKey,
            _ when field.Path.IsColumn && node.Referenced.Contains(field.Path.Column) => FieldNotErased.ReferencedKey,
            _ when readOnly => FieldNotErased.ReadOnly,
            _ when strategy.Kind == MaskingKind.Preserve => FieldNotErased.Preserved,
            _ when live is { Generated: true } || node.Table is { Writable: false } => FieldNotErased.NotWritable,
            _ when live is not null && field.Path.IsColumn && MaskFit.Obstacle(strategy, live, node.Table!, field.Field.Length) is not null => FieldNotErased.MaskImpossible,
            _ => null,
        };
    }

    private IEnumerable<MappedField> Below(MappedField field) => node.Fields.Where(other => other != field && other.Path.IsWithin(field.Path));
}
