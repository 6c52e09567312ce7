namespace PrivacyFunctions.DataMap;

/// <summary>Reads one collection of a dataset.</summary>
internal sealed class CollectionReader(NodeReader nodes)
{
    private static readonly string[] Keys = ["name", "description", "data_categories", "fields", "fides_meta", "fidesops_meta", "data_qualifier", "retention"];
    private static readonly string[] MetaKeys = ["after", "erase_after", "skip_processing", "masking_strategy_override", "partitioning", "redact"];

    private readonly FieldReader _fields = new(nodes);

    public DatasetCollection? Read(YamlMapping mapping, string dataset)
    {
        nodes.UnknownKeys(mapping, Keys, MapSeverity.Warning, "a collection");
        if (nodes.Required(mapping, "name", "A collection") is not { } name)
        {
            return null;
        }

        if (NameRules.ProblemOf(name.Value) is { } problem)
        {
            nodes.Problems.Error(MapCodes.InvalidName, name.At, problem);
        }

        if (mapping.Find("fields") is null)
        {
            nodes.Problems.Unreadable(MapCodes.ValueMissing, mapping.At, $"The collection {Quote.Name(name.Value)} needs 'fields'.");
        }

        var meta = MetaReading.Of(nodes, mapping);
        nodes.UnknownKeys(meta, MetaKeys, MapSeverity.Warning, "a collection's fides_meta");
        return new DatasetCollection
        {
            Address = new CollectionAddress(dataset, name.Value),
            At = name.At,
            Description = nodes.Plain(mapping, "description"),
            Categories = nodes.Texts(mapping, "data_categories"),
            Fields = _fields.Read(mapping),
            After = nodes.Texts(meta, "after"),
            EraseAfter = nodes.Texts(meta, "erase_after"),
            SkipProcessing = nodes.Flag(meta, "skip_processing"),
            DeleteOverride = DeleteOverride(meta),
            RedactName = MetaReading.RedactsName(nodes, meta),
        };
    }

    private Located<bool>? DeleteOverride(YamlMapping meta)
    {
        if (nodes.Mapping(meta.Find("masking_strategy_override"), "masking_strategy_override") is not { } mapping
            || nodes.Required(mapping, "strategy", "A masking strategy") is not { } strategy)
        {
            return null;
        }

        if (strategy.Value == "delete")
        {
            return new Located<bool>(true, strategy.At);
        }

        nodes.Problems.Error(MapCodes.UnknownStrategy, strategy.At, $"The override of a collection can only be delete, not {Quote.Name(strategy.Value)}; strategies for values go on fields.");
        return null;
    }
}
