namespace PrivacyFunctions.DataMap;

/// <summary>Reads entries under <c>deletion:</c>.</summary>
internal sealed class DeletionReader(NodeReader nodes)
{
    private readonly StrategyReader _strategies = new(nodes);

    public DeletionRule? Read(YamlMapping mapping)
    {
        nodes.UnknownKeys(mapping, ["collection", "retain", "delete", "mask"], MapSeverity.Error, "a deletion entry");
        if (nodes.Required(mapping, "collection", "A deletion entry") is not { } selector)
        {
            return null;
        }

        var actions = mapping.Entries.Where(entry => entry.Key is "retain" or "delete" or "mask").ToList();
        if (actions.Count != 1)
        {
            nodes.Problems.Error(MapCodes.DeletionContradiction, mapping.At, $"A deletion entry says exactly one of retain, delete and mask; this one for {Quote.Name(selector.Value)} says {actions.Count}.");
            return null;
        }

        return actions[0].Key switch
        {
            "retain" => Retain(selector, mapping, actions[0].Value),
            "mask" => Mask(selector, mapping, actions[0].Value),
            _ => Delete(selector, mapping),
        };
    }

    private DeletionRule.Retain? Retain(Located<string> selector, YamlMapping mapping, YamlNode node)
    {
        if (nodes.Mapping(node, "retain") is not { } retain)
        {
            nodes.Problems.Unreadable(MapCodes.ValueMissing, node.At, "'retain' needs 'ground' and 'reason'.");
            return null;
        }

        nodes.UnknownKeys(retain, ["ground", "reason"], MapSeverity.Error, "retain");
        var ground = nodes.Required(retain, "ground", "'retain'");
        var reason = nodes.Required(retain, "reason", "'retain'");
        if (ground is null || reason is null)
        {
            return null;
        }

        if (!Grounds.IsKnown(ground.Value))
        {
            nodes.Problems.Error(MapCodes.UnknownGround, ground.At, $"There is no ground {Quote.Name(ground.Value)}; there are {string.Join(", ", Grounds.All)}.");
        }

        return new DeletionRule.Retain(selector, ground, reason.Value, mapping.At);
    }

    private DeletionRule.Delete? Delete(Located<string> selector, YamlMapping mapping)
    {
        if (nodes.Flag(mapping, "delete"))
        {
            return new DeletionRule.Delete(selector, mapping.At);
        }

        nodes.Problems.Error(MapCodes.InvalidValue, mapping.At, "'delete' can only be true; use 'retain' to keep rows.");
        return null;
    }

    private DeletionRule.Mask? Mask(Located<string> selector, YamlMapping mapping, YamlNode node)
    {
        if (nodes.Mapping(node, "mask") is not { } mask)
        {
            nodes.Problems.Unreadable(MapCodes.ValueMissing, node.At, "'mask' needs 'strategy'.");
            return null;
        }

        nodes.UnknownKeys(mask, ["strategy", "configuration", "categories", .. StrategyReader.ConfigurationKeys], MapSeverity.Error, "mask");
        if (_strategies.Read(mask) is not { } strategy)
        {
            return null;
        }

        var categories = nodes.Texts(mask, "categories");
        return new DeletionRule.Mask(selector, strategy.Value, categories.Count > 0 ? categories : [new Located<string>(Category.User, mask.At)], mapping.At);
    }
}
