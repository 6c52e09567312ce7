using PrivacyFunctions.Local.Commands;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

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

    [Fact]
    public async Task Events_come_oldest_first_one_a_line_while_the_database_is_in_use()
    {
        await using var database = Open();
        var broker = Broker(database);
        await broker.SendAsync(Event("first"), CancellationToken.None);
        await broker.SendAsync(Event("second"), CancellationToken.None);

        var run = await CommandLine.RunAsync("events", "--data", _folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["{\"id\":\"first\"}", "{\"id\":\"second\"}"], run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Following_prints_what_comes_later_until_interrupted()
    {
        await using var database = Open();
        var broker = Broker(database);
        await broker.SendAsync(Event("early"), CancellationToken.None);
        using var interrupted = new CancellationTokenSource();
        using var output = new AwaitedLines();
        var run = PrivacyCommand.RunAsync(["events", "--data", _folder, "--follow"], Terminal.Plain(output, TextWriter.Null), interrupted.Token);
        Assert.Equal("{\"id\":\"early\"}", await output.NextAsync());

        await broker.SendAsync(Event("late"), CancellationToken.None);

        Assert.Equal("{\"id\":\"late\"}", await output.NextAsync());
        await interrupted.CancelAsync();
        Assert.Equal(0, await run);
    }

    private static OutgoingMessage Event(string id) => new(MessageEntities.PrivacyEvents, id, $$"""{"id":"{{id}}"}""", null);

    private static MessageBroker Broker(SqliteDatabase database) => new(database, new MessagingTopology(LocalEntities.All), TimeProvider.System);

    private SqliteDatabase Open()
    {
        var data = new DataDirectory(_folder);
        data.Create();
        return SqliteDatabase.Open(new SqliteDatabaseOptions { Path = data.Database });
    }
}
