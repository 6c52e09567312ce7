namespace PrivacyFunctions.DataMap;

/// <summary>Reads fideslang datasets as fides accepts them.</summary>
internal sealed class DatasetReader(NodeReader nodes)
{
    private static readonly string[] Keys =
    [
        "fides_key", "name", "description", "organization_fides_key", "tags", "meta", "data_categories", "fides_meta", "fidesops_meta",
        "fidesctl_meta", "collections", "data_qualifier", "retention", "third_country_transfers", "joint_controller", "data_purposes",
    ];

    private readonly CollectionReader _collections = new(nodes);

    public Dataset? Read(YamlMapping mapping)
    {
        nodes.UnknownKeys(mapping, Keys, MapSeverity.Warning, "a dataset");
        if (nodes.Required(mapping, "fides_key", "A dataset") is not { } key)
        {
            return null;
        }

        if (!NameRules.IsFidesKey(key.Value))
        {
            nodes.Problems.Error(MapCodes.InvalidName, key.At, $"A fides_key has letters, digits, '.', '_', '-', '<' and '>' only, {ReadingLimits.NameLength} at most; {Quote.Name(key.Value)} has not.");
        }

        var meta = MetaReading.Of(nodes, mapping);
        nodes.UnknownKeys(meta, ["resource_id", "after", "namespace", "redact"], MapSeverity.Warning, "a dataset's fides_meta");
        return new Dataset
        {
            Key = key.Value,
            At = key.At,
            Name = nodes.Plain(mapping, "name"),
            Description = nodes.Plain(mapping, "description"),
            Categories = nodes.Texts(mapping, "data_categories"),
            Collections = Collections(mapping, key.Value),
            After = nodes.Texts(meta, "after"),
            Namespace = Namespace(meta),
            RedactName = MetaReading.RedactsName(nodes, meta),
        };
    }

    private List<DatasetCollection> Collections(YamlMapping mapping, string dataset)
    {
        if (mapping.Find("collections") is null)
        {
            nodes.Problems.Unreadable(MapCodes.ValueMissing, mapping.At, $"The dataset {Quote.Name(dataset)} needs 'collections'.");
        }

        var collections = new List<DatasetCollection>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes.Mappings(mapping.Find("collections"), "collections"))
        {
            if (_collections.Read(node, dataset) is not { } collection)
            {
                continue;
            }

            if (!names.Add(collection.Name))
            {
                nodes.Problems.Unreadable(MapCodes.Duplicate, collection.At, $"The collection {Quote.Name(collection.Name)} is declared twice in {Quote.Name(dataset)}; remove one.");
                continue;
            }

            collections.Add(collection);
        }

        return collections;
    }

    private Dictionary<string, string> Namespace(YamlMapping meta)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in nodes.Mapping(meta.Find("namespace"), "namespace")?.Entries ?? [])
        {
            if (entry.Value is YamlScalar { IsNull: false } scalar)
            {
                settings[entry.Key] = scalar.Text;
            }
        }

        return settings;
    }
}
