using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MapFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("map-").FullName;

    [Fact]
    public async Task Every_yaml_file_in_the_folder_and_below_is_merged_in_the_order_of_names()
    {
        Write("b.yml", "dataset: [{ fides_key: b, collections: [] }]");
        Write("a.yaml", "dataset: [{ fides_key: a, collections: [] }]");
        Write("sub/c.yml", "dataset: [{ fides_key: c, collections: [] }]");
        Write("notes.txt", "dataset: [");
        Write(".hidden.yml", "dataset: [");

        var reading = await MapFolder.ReadAsync(_folder, CancellationToken.None);

        Assert.Empty(reading.Problems);
        Assert.Equal(["a", "b", "c"], reading.Map!.Datasets.Select(dataset => dataset.Key));
        Assert.Equal("sub/c.yml", reading.Map.Datasets[2].At.File);
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_empty_cannot_be_read()
    {
        var missing = await MapFolder.ReadAsync(Path.Combine(_folder, "nowhere"), CancellationToken.None);
        var empty = await MapFolder.ReadAsync(_folder, CancellationToken.None);

        Assert.All([missing, empty], reading => Assert.Equal(MapCodes.FolderMissing, Assert.Single(reading.Problems).Code));
        Assert.All([missing, empty], reading => Assert.Null(reading.Map));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read()
    {
        Write("big.yml", new string('#', 9 * 1024 * 1024));

        Assert.Equal(MapCodes.FileTooLarge, Assert.Single((await MapFolder.ReadAsync(_folder, CancellationToken.None)).Problems).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
