using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Systems;

/// <summary>The systems of the data map, opened once each, with their last known catalogues.</summary>
public sealed class ConnectedSystems(PrivacyMap map, IEnumerable<IConnector> connectors, IConfiguration configuration, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IConnector> _connectors = connectors.ToDictionary(connector => connector.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<IConnectedSystem>> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KnownCatalogue> _known = new(StringComparer.Ordinal);

    /// <summary>The data map that the server runs with.</summary>
    public PrivacyMap Map { get; } = map;

    /// <summary>The system of a dataset. Does not connect yet.</summary>
    /// <exception cref="ActivityFault">The map has no connection for it, or of a kind that is unknown.</exception>
    /// <exception cref="ConnectorFailure">A setting is missing or wrong.</exception>
    public IConnectedSystem Open(string dataset) =>
        _open.GetOrAdd(dataset, key => new Lazy<IConnectedSystem>(() => Connect(key))).Value;

    /// <summary>How the system answered last, or null when it was never asked.</summary>
    public SystemCheck? LastCheck(string dataset) => _known.GetValueOrDefault(dataset)?.Check;

    /// <summary>The catalogues of all systems that ever answered; those older than a minute are read anew first.</summary>
    public Task<IReadOnlyDictionary<string, Catalogue>> CataloguesAsync(CancellationToken cancellation) => CataloguesAsync([], cancellation);

    /// <summary>The same, with those of some datasets read anew however young they are.</summary>
    public async Task<IReadOnlyDictionary<string, Catalogue>> CataloguesAsync(IReadOnlyCollection<string> anew, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(anew);
        var datasets = Map.Datasets.Select(dataset => dataset.Key).Where(key => Map.FindConnection(key) is not null).ToList();
        await Task.WhenAll(datasets.Select(dataset => RefreshAsync(dataset, anew.Contains(dataset), cancellation)));
        return datasets
            .Where(dataset => _known.GetValueOrDefault(dataset)?.Catalogue is not null)
            .ToDictionary(dataset => dataset, dataset => _known[dataset].Catalogue!, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var system in _open.Values.Where(system => system.IsValueCreated))
        {
            await system.Value.DisposeAsync();
        }

        _open.Clear();
    }

    private async Task RefreshAsync(string dataset, bool anew, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var known = _known.GetValueOrDefault(dataset);
        if (!anew && known is { Check.Error: null } && now - known.Check.At < Fresh)
        {
            return;
        }

        try
        {
            var catalogue = await Open(dataset).DescribeAsync(cancellation);
            _known[dataset] = new KnownCatalogue(catalogue, new SystemCheck(now, null));
        }
        catch (ConnectorFailure failure)
        {
            _known[dataset] = new KnownCatalogue(known?.Catalogue, new SystemCheck(now, FaultCode.Of(failure.Kind)));
        }
        catch (ActivityFault fault)
        {
            _known[dataset] = new KnownCatalogue(known?.Catalogue, new SystemCheck(now, fault.Code));
        }
    }

    private IConnectedSystem Connect(string dataset)
    {
        if (Map.FindConnection(dataset) is not { } entry || !_connectors.TryGetValue(entry.Kind.Value, out var connector))
        {
            throw new ActivityFault(FaultCode.NotConnected);
        }

        var settings = entry.Settings.ToDictionary(
            setting => setting.Key,
            setting => SettingPlaceholders.Resolve(setting.Value.Value, Find)
                ?? throw new ConnectorFailure(ConnectorFailureKind.InvalidSetting, setting.Key),
            StringComparer.Ordinal);
        return connector.Connect(new Connection { Dataset = dataset, Kind = entry.Kind.Value, Settings = settings, Limits = entry.Limits });
    }

    private string? Find(string name) => configuration[name.Replace("__", ":", StringComparison.Ordinal)];

    private sealed record KnownCatalogue(Catalogue? Catalogue, SystemCheck Check);
}
