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
    public async Task Looking_waits_for_nobody_who_writes()
    {
        await using var database = Open();
        await Broker(database).SendAsync(Event("first"), CancellationToken.None);
        using var written = new ManualResetEventSlim();
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = database.WriteAsync(
            session =>
            {
                session.Execute("DELETE FROM topic_log");
                writing.TrySetResult();
                written.Wait();
            },
            CancellationToken.None);
        await writing.Task;

        var run = await CommandLine.RunAsync("events", "--data", _folder);

        written.Set();
        await write;
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("first", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_with_the_remedy()
    {
        await File.WriteAllTextAsync(new DataDirectory(_folder).Database, string.Concat(Enumerable.Repeat("Somebody's notes. ", 20)));

        var run = await CommandLine.RunAsync("events", "--data", _folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"{new DataDirectory(_folder).Database} cannot be read (SQLite error 26); restore it from a backup, and use that.{Environment.NewLine}", run.Error);
    }

    [Fact]
    public async Task What_a_newer_version_wrote_is_left_to_that_version()
    {
        await using (var database = Open())
            await database.WriteAsync(session => session.Execute("INSERT INTO schema_versions (room, version) VALUES ('Later', 1)"), CancellationToken.None);

        var run = await CommandLine.RunAsync("events", "--data", _folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("newer version of PrivacyFunctions (Later 1). Use that version", run.Error, StringComparison.Ordinal);
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
