using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sqlite;
using PrivacyFunctions.Local.Demo;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class BusySystemTests(SeededFolder demo) : IClassFixture<SeededFolder>
{
    [Fact]
    public async Task The_connector_meets_a_busy_system_and_reads_again_once_it_is_let_go()
    {
        var file = DemoSystems.FileOf(demo.Folder, AccessStory.BusyDataset);
        await using var system = new SqliteConnector(TimeProvider.System).Connect(new Connection
        {
            Dataset = AccessStory.BusyDataset,
            Kind = "sqlite",
            Settings = new Dictionary<string, string> { ["path"] = file },
            Limits = new ConnectionLimits { Timeout = TimeSpan.FromMilliseconds(50) },
        });
        var busy = BusySystem.Hold(file);

        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.CheckAsync(CancellationToken.None));

        Assert.True(failure.Transient);
        busy.Dispose();
        busy.Dispose();
        await system.CheckAsync(CancellationToken.None);
    }
}
