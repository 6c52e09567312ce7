using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Connected;

public sealed class ConnectedSystemsTests
{
    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IConnector _connector = Substitute.For<IConnector>();
    private readonly Dictionary<string, Connection> _connections = [];
    private readonly Dictionary<string, int> _described = [];
    private readonly HashSet<string> _down = [];

    public ConnectedSystemsTests()
    {
        _connector.Kind.Returns("sqlite");
        _connector.Connect(default!).ReturnsForAnyArgs(call => Connected(call.Arg<Connection>()));
    }

    [Fact]
    public async Task A_system_is_connected_once_with_its_settings_resolved()
    {
        await using var systems = Systems(("SHOP", "shop.db"));

        Assert.Same(systems.Open("shop"), systems.Open("shop"));

        _connector.ReceivedWithAnyArgs(1).Connect(default!);
        Assert.Equal("data/shop.db", _connections["shop"].Settings["path"]);
    }

    [Fact]
    public async Task A_catalogue_is_asked_for_again_after_a_minute()
    {
        await using var systems = Systems(("SHOP", "shop.db"));
        Assert.Null(systems.LastCheck("shop"));

        await systems.CataloguesAsync(default);
        _time.Advance(TimeSpan.FromSeconds(59));
        await systems.CataloguesAsync(default);
        Assert.Equal((1, new SystemCheck(Some.Moment, null)), (_described["shop"], systems.LastCheck("shop")));

        _time.Advance(TimeSpan.FromSeconds(1));
        await systems.CataloguesAsync(default);
        Assert.Equal((2, _time.GetUtcNow()), (_described["shop"], systems.LastCheck("shop")!.At));
    }

    [Fact]
    public async Task A_system_that_does_not_answer_keeps_its_last_catalogue_and_is_asked_again_at_once()
    {
        await using var systems = Systems(("SHOP", "shop.db"));
        _down.Add("crm");
        Assert.Equal(["shop"], (await systems.CataloguesAsync(default)).Keys);

        _down.Clear();
        Assert.Equal(["crm", "shop"], (await systems.CataloguesAsync(default)).Keys.Order(StringComparer.Ordinal));

        _time.Advance(TimeSpan.FromHours(1));
        _down.Add("crm");
        Assert.Equal(["crm", "shop"], (await systems.CataloguesAsync(default)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal((FaultCode.Unreachable, null), (systems.LastCheck("crm")!.Error, systems.LastCheck("shop")!.Error));
    }

    [Fact]
    public async Task A_setting_without_a_value_stops_its_own_system_only()
    {
        await using var systems = Systems();

        Assert.Equal(["crm"], (await systems.CataloguesAsync(default)).Keys);

        Assert.Equal(FaultCode.InvalidSetting, systems.LastCheck("shop")!.Error);
        Assert.Equal("path", Assert.Throws<ConnectorFailure>(() => systems.Open("shop")).Subject);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("old")]
    [InlineData("nowhere")]
    public async Task What_no_connector_reaches_is_not_connected(string dataset)
    {
        await using var systems = Systems(("SHOP", "shop.db"));
        Assert.Equal(FaultCode.NotConnected, Assert.Throws<ActivityFault>(() => systems.Open(dataset)).Code);
    }

    private ConnectedSystems Systems(params (string Name, string Value)[] settings) => new(
        Maps.Read("""
            dataset:
              - { fides_key: shop, collections: [] }
              - { fides_key: crm, collections: [] }
              - { fides_key: archive, collections: [] }
              - { fides_key: old, collections: [] }
            connection:
              - { dataset: shop, kind: sqlite, settings: { path: "data/${SHOP}" } }
              - { dataset: crm, kind: sqlite }
              - { dataset: old, kind: punchcards }
            """),
        [_connector],
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build(),
        _time);

    private IConnectedSystem Connected(Connection connection)
    {
        _connections.Add(connection.Dataset, connection);
        var system = Substitute.For<IConnectedSystem>();
        system.DescribeAsync(default).ReturnsForAnyArgs(_ =>
        {
            _described[connection.Dataset] = _described.GetValueOrDefault(connection.Dataset) + 1;
            return _down.Contains(connection.Dataset) ? throw new ConnectorFailure(ConnectorFailureKind.Unreachable) : new Catalogue([]);
        });
        return system;
    }
}
