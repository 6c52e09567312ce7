namespace PrivacyFunctions.DataMap;

/// <summary>Gathers what the files say, section by section.</summary>
internal sealed class MapMerger(ProblemList problems)
{
    private static readonly string[] Sections = ["dataset", "system", "connection", "deletion", "vouches", "traverse", "data_category"];
    private static readonly string[] OtherFides = ["data_use", "data_subject", "organization", "policy"];

    private readonly Dictionary<string, Dataset> _datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SystemDeclaration> _systems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConnectionEntry> _connections = new(StringComparer.Ordinal);
    private readonly List<DeletionRule> _rules = [];
    private readonly List<Vouch> _vouches = [];
    private readonly List<Traverse> _traverses = [];
    private readonly List<Located<string>> _categories = [];

    public PrivacyMap Merge() => new()
    {
        Datasets = [.. _datasets.Values],
        Systems = [.. _systems.Values],
        Connections = [.. _connections.Values],
        DeletionRules = _rules,
        Vouches = _vouches,
        Traverses = _traverses,
        OwnCategories = _categories,
    };

    public void Add(YamlNode document, NodeReader nodes)
    {
        foreach (var entry in nodes.Mapping(document, "a data map file")?.Entries ?? [])
        {
            Add(entry, nodes);
        }
    }

    private void Add(YamlEntry entry, NodeReader nodes)
    {
        switch (entry.Key)
        {
            case "dataset":
                Unique(_datasets, Read(entry, nodes, new DatasetReader(nodes).Read), dataset => (dataset.Key, dataset.At), "dataset");
                break;
            case "system":
                Unique(_systems, Read(entry, nodes, new SystemReader(nodes).Read), system => (system.Key, system.At), "system");
                break;
            case "connection":
                Unique(_connections, Read(entry, nodes, new ConnectionReader(nodes).Read), entry => (entry.Dataset.Value, entry.Dataset.At), "connection of dataset");
                break;
            case "deletion":
                _rules.AddRange(Read(entry, nodes, new DeletionReader(nodes).Read));
                break;
            case "vouches":
                _vouches.AddRange(Read(entry, nodes, mapping => Vouch(mapping, nodes)));
                break;
            case "traverse":
                _traverses.AddRange(Read(entry, nodes, mapping => Traverse(mapping, nodes)));
                break;
            case "data_category":
                _categories.AddRange(Read(entry, nodes, mapping => nodes.Required(mapping, "fides_key", "A data category")));
                break;
            default:
                Other(entry, nodes);
                break;
        }
    }

    private static IEnumerable<T> Read<T>(YamlEntry entry, NodeReader nodes, Func<YamlMapping, T?> read)
        where T : class =>
        nodes.Mappings(entry.Value, entry.Key).Select(read).OfType<T>();

    private void Unique<T>(Dictionary<string, T> all, IEnumerable<T> items, Func<T, (string Key, MapPosition At)> name, string what)
    {
        foreach (var item in items)
        {
            var (key, at) = name(item);
            if (!all.TryAdd(key, item))
            {
                problems.Unreadable(MapCodes.Duplicate, at, $"The {what} {Quote.Name(key)} is already declared at {name(all[key]).At}; remove one.");
            }
        }
    }

    private static Vouch? Vouch(YamlMapping mapping, NodeReader nodes)
    {
        nodes.UnknownKeys(mapping, ["field", "for"], MapSeverity.Error, "a vouches entry");
        var field = nodes.Required(mapping, "field", "A vouches entry");
        var identity = nodes.Required(mapping, "for", "A vouches entry");
        return field is null || identity is null ? null : new Vouch(field, identity, mapping.At);
    }

    private static Traverse? Traverse(YamlMapping mapping, NodeReader nodes)
    {
        nodes.UnknownKeys(mapping, ["from", "to", "reason"], MapSeverity.Error, "a traverse entry");
        var from = nodes.Required(mapping, "from", "A traverse entry");
        var to = nodes.Required(mapping, "to", "A traverse entry");
        var reason = nodes.Required(mapping, "reason", "A traverse entry");
        return from is null || to is null || reason is null ? null : new Traverse(from, to, reason.Value, mapping.At);
    }

    private static void Other(YamlEntry entry, NodeReader nodes)
    {
        if (entry.Key == "saas_config")
        {
            nodes.Problems.Warning(MapCodes.SaasLater, entry.KeyAt, "SaaS configurations are recognised but not run yet; nothing is collected through this file.");
        }
        else if (OtherFides.Contains(entry.Key))
        {
            nodes.Problems.Warning(MapCodes.UnusedKey, entry.KeyAt, $"'{entry.Key}' is accepted from fides but has no effect here.");
        }
        else
        {
            nodes.Problems.Error(MapCodes.UnknownKey, entry.KeyAt, $"There is no section {Quote.Name(entry.Key)} in a data map; there are {string.Join(", ", Sections)}.");
        }
    }
}
