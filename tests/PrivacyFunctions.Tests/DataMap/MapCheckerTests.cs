using NSubstitute;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MapCheckerTests
{
    private const string Map = """
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id] }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
        connection:
          - dataset: shop
            kind: memory
            settings:
              path: ${SHOP_PATH}/${SHOP_FILE}
        """;

    [Fact]
    public async Task A_reachable_system_is_described_and_checked()
    {
        var environment = new FakeEnvironment(new Catalogue([Table("customer", Column("id"), Column("email"), Column("phone"))])) { ["SHOP_PATH"] = "/data", ["SHOP_FILE"] = "shop.db" };

        var check = await MapChecker.CheckAsync(Maps.Reading(Map), environment, CancellationToken.None);

        Assert.Equal("/data/shop.db", environment.Connected!.Settings["path"]);
        Assert.True(check.Catalogues.ContainsKey("shop"));
        Assert.Equal(MapCodes.ColumnUnmapped, Assert.Single(check.Problems).Code);
        Assert.True(check.Passes(strict: false));
        Assert.False(check.Passes(strict: true));
    }

    [Fact]
    public async Task A_system_that_cannot_be_reached_is_an_error_of_its_own_and_the_rest_is_checked()
    {
        var environment = new FakeEnvironment(catalogue: null) { ["SHOP_PATH"] = "/data", ["SHOP_FILE"] = "shop.db" };

        var check = await MapChecker.CheckAsync(Maps.Reading(Map + "\ndeletion: [{ collection: nothing, delete: true }]"), environment, CancellationToken.None);

        Assert.Equal([(9, MapCodes.SystemUnreachable), (13, MapCodes.DeletionMatchesNothing)], check.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.NotNull(check.Map);
    }

    [Fact]
    public async Task Missing_and_unknown_settings_kinds_and_values_are_all_named_at_once()
    {
        var environment = new FakeEnvironment(new Catalogue([])) { ["SHOP_PATH"] = "/data" };

        var settings = await MapChecker.CheckAsync(Maps.Reading(Map + "\n      pth: x"), environment, CancellationToken.None);
        var kind = await MapChecker.CheckAsync(Maps.Reading(Map.Replace("kind: memory", "kind: oracle", StringComparison.Ordinal)), environment, CancellationToken.None);
        var required = await MapChecker.CheckAsync(Maps.Reading(Map.Replace("path:", "file:", StringComparison.Ordinal)), environment, CancellationToken.None);

        Assert.Equal([(12, MapCodes.PlaceholderUnresolved), (13, MapCodes.UnknownSetting)], settings.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Contains("SHOP_FILE", settings.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal((10, MapCodes.UnknownKind), kind.Problems.Select(problem => (problem.Line, problem.Code)).Single());
        Assert.Contains(required.Problems, problem => problem.Code == MapCodes.SettingMissing);
        Assert.Null(environment.Connected);
    }

    [Fact]
    public async Task A_map_that_cannot_be_read_is_not_checked_further()
    {
        var check = await MapChecker.CheckAsync(Maps.Reading("dataset: ["), new FakeEnvironment(null), CancellationToken.None);

        Assert.Null(check.Map);
        Assert.Equal(MapSeverity.Unreadable, Assert.Single(check.Problems).Severity);
        Assert.False(check.Passes(strict: false));
    }

    [Fact]
    public async Task Problems_come_ordered_by_file_and_line()
    {
        var reading = MapReader.Read(
        [
            new MapFile("b.yml", "dataset: [{ fides_key: b, collections: [] }]\nnothing: 1\n"u8.ToArray()),
            new MapFile("a.yml", "dataset: [{ fides_key: a, collections: [] }]\n"u8.ToArray()),
        ]);

        var check = await MapChecker.CheckAsync(reading, new FakeEnvironment(null), CancellationToken.None);

        Assert.Equal([("a.yml", 1), ("b.yml", 1), ("b.yml", 2)], check.Problems.Select(problem => (problem.File, problem.Line)));
    }

    /// <summary>One kind of system, <c>memory</c>, with one catalogue; without one, it cannot be reached.</summary>
    private sealed class FakeEnvironment : Dictionary<string, string>, IMapEnvironment
    {
        public FakeEnvironment(Catalogue? catalogue)
        {
            var connector = Substitute.For<IConnector>();
            connector.Kind.Returns("memory");
            connector.Settings.Returns([new ConnectorSetting("path", true, "Where it lies."), new ConnectorSetting("mode", false, "How it is opened.")]);
            connector.Connect(Arg.Any<Connection>()).Returns(call =>
            {
                Connected = call.Arg<Connection>();
                var system = Substitute.For<IConnectedSystem>();
                system.DescribeAsync(Arg.Any<CancellationToken>()).Returns(_ =>
                    catalogue is null ? Task.FromException<Catalogue>(new ConnectorFailure(ConnectorFailureKind.Unreachable)) : Task.FromResult(catalogue));
                return system;
            });
            Connectors = [connector];
        }

        public Connection? Connected { get; private set; }

        public IReadOnlyCollection<IConnector> Connectors { get; }

        public string? Setting(string name) => this.GetValueOrDefault(name);
    }
}
