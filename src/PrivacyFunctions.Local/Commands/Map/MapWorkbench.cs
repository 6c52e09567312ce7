using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Local.Commands.Map;

/// <summary>What the verbs under <c>map</c> work with: connectors, and settings from where the server takes them.</summary>
internal sealed class MapWorkbench : IMapEnvironment, IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddConnectors().BuildServiceProvider();
    private readonly IConfiguration _settings = CommandSettings.Read();

    /// <summary>Settings from where the server takes them.</summary>
    public IConfiguration Settings => _settings;

    public IReadOnlyCollection<IConnector> Connectors => [.. _services.GetServices<IConnector>()];

    public string? Setting(string name) => _settings[SettingKey.Of(name)];

    /// <summary>The systems of a map that was read.</summary>
    public ConnectedSystems Connect(PrivacyMap map) => new(map, Connectors, _settings, TimeProvider.System);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
