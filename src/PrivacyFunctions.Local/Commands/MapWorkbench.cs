using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Local.Commands;

/// <summary>A data map and its live systems, for the verbs under <c>map</c>. Settings come from where the server takes them.</summary>
internal sealed class MapWorkbench : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddConnectors().BuildServiceProvider();

    /// <summary>What <c>${NAME}</c> stands for.</summary>
    public IConfiguration Settings { get; } = ReadSettings();

    public IEnumerable<IConnector> Connectors => _services.GetServices<IConnector>();

    /// <summary>The systems of a map that was read.</summary>
    public ConnectedSystems Connect(PrivacyMap map) => new(map, Connectors, Settings, TimeProvider.System);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static IConfiguration ReadSettings()
    {
        try
        {
            return new ConfigurationBuilder()
                .AddInMemoryCollection(LocalSettingsFile.Read(Directory.GetCurrentDirectory()))
                .AddEnvironmentVariables()
                .Build();
        }
        catch (StartRefusedException refused)
        {
            throw new CommandFailure(refused.Message);
        }
    }
}
