using System.Collections.Frozen;

namespace PrivacyFunctions.DataMap;

/// <summary>The whole data map of an organisation, merged from its files. Immutable.</summary>
public sealed record PrivacyMap
{
    private readonly FrozenDictionary<string, Dataset> _byKey = FrozenDictionary<string, Dataset>.Empty;
    private readonly FrozenDictionary<CollectionAddress, DatasetCollection> _byAddress = FrozenDictionary<CollectionAddress, DatasetCollection>.Empty;

    /// <summary>The datasets, in the order of files and lines.</summary>
    public required IReadOnlyList<Dataset> Datasets
    {
        get;
        init
        {
            field = value;
            _byKey = value.ToFrozenDictionary(dataset => dataset.Key, StringComparer.Ordinal);
            _byAddress = value.SelectMany(dataset => dataset.Collections).ToFrozenDictionary(collection => collection.Address);
        }
    }

    /// <summary>Purposes, recipients, transfers.</summary>
    public IReadOnlyList<SystemDeclaration> Systems { get; init; } = [];

    /// <summary>How to reach datasets.</summary>
    public IReadOnlyList<ConnectionEntry> Connections { get; init; } = [];

    /// <summary>What deletion does, in order of precedence.</summary>
    public IReadOnlyList<DeletionRule> DeletionRules { get; init; } = [];

    /// <summary>Fields that prove identities.</summary>
    public IReadOnlyList<Vouch> Vouches { get; init; } = [];

    /// <summary>References that may be followed through rows which would count as shared.</summary>
    public IReadOnlyList<Traverse> Traverses { get; init; } = [];

    /// <summary>The organisation's own categories.</summary>
    public IReadOnlyList<Located<string>> OwnCategories { get; init; } = [];

    /// <summary>The dataset of that key.</summary>
    public Dataset? FindDataset(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The collection of that address.</summary>
    public DatasetCollection? Find(CollectionAddress address) => _byAddress.GetValueOrDefault(address);

    /// <summary>How the dataset is reached.</summary>
    public ConnectionEntry? FindConnection(string dataset) => Connections.FirstOrDefault(entry => entry.Dataset.Value == dataset);

    /// <summary>The systems whose declarations are about the dataset.</summary>
    public IEnumerable<SystemDeclaration> SystemsOf(string dataset) => Systems.Where(system => system.Concerns(dataset));
}
