using PrivacyFunctions.DataMap;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class DemoMapTests(SeededFolder demo) : IClassFixture<SeededFolder>
{
    [Fact]
    public async Task It_reads_without_a_single_remark_and_covers_every_system()
    {
        var reading = await MapFolder.ReadAsync(demo.Map, CancellationToken.None);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            DemoSystems.All.Select(system => system.Name).Order(StringComparer.Ordinal),
            reading.Map!.Datasets.Select(dataset => dataset.Key).Order(StringComparer.Ordinal));
        Assert.All(reading.Map.Datasets, dataset => Assert.NotEmpty(reading.Map.SystemsOf(dataset.Key)));
        Assert.Equal("remote_support", Assert.Single(reading.Map.Connections, connection => connection.Processor).Dataset.Value);
    }
}
