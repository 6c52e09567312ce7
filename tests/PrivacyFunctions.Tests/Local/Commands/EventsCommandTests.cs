namespace PrivacyFunctions.Tests.Local.Commands;

public sealed class EventsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("events-verb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_without_data_is_refused_and_stays_as_it_was()
    {
        var run = await CommandLine.RunAsync("events", "--data", _folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_folder, run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }
}
