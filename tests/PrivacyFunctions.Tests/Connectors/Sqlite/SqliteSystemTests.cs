using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sqlite;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.Sqlite;

public sealed class SqliteSystemTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly SqliteTestSystem _database;

    public SqliteSystemTests() => _database = new SqliteTestSystem(_time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Nothing_can_be_written_during_a_reading()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER)");
        using var session = SqliteSession.Open(_database.File, TimeSpan.FromMinutes(1), _time, default);
        session.Execute("CREATE TABLE temp.keys (k)");
        Assert.Throws<SqliteException>(() => session.Execute("INSERT INTO person VALUES (1)"));
        session.FinishWriting();
        Assert.Throws<SqliteException>(() => session.Execute("INSERT INTO person VALUES (1)"));
        Assert.Throws<SqliteException>(() => session.Execute("INSERT INTO temp.keys VALUES (1)"));
        Assert.Throws<SqliteException>(() => session.Execute("DROP TABLE person"));
    }

    [Fact]
    public async Task What_a_writer_that_died_left_unfinished_is_rolled_back_and_read()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO person VALUES (1, 'Ann')");
        var left = $"{_database.File}-left";
        await using (var writer = new SqliteConnection($"Data Source={_database.File};Pooling=False"))
        {
            await writer.OpenAsync();
            await using var change = writer.CreateCommand();
            // What does not fit into the cache goes into the file before the commit: then the journal counts.
            change.CommandText = """
                PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE person SET name = 'Nobody';
                WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO person SELECT i, hex(randomblob(100)) FROM n
                """;
            await change.ExecuteNonQueryAsync();
            System.IO.File.Copy(_database.File, left);
            System.IO.File.Copy($"{_database.File}-journal", $"{left}-journal");
        }

        try
        {
            using var session = SqliteSession.Open(left, TimeSpan.FromMinutes(1), _time, default);
            Assert.Equal(["Ann"], session.Query("SELECT name FROM person").Select(row => row.GetString(0)));
            Assert.Throws<SqliteException>(() => session.Execute("INSERT INTO person VALUES (3, 'Bob')"));
        }
        finally
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(left)!, $"{Path.GetFileName(left)}*")) System.IO.File.Delete(file);
        }
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_stopped()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER); INSERT INTO person VALUES (1);
            CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n
            """);
        // Each look at the clock is a second later.
        _time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        await using var system = _database.Connect(new ConnectionLimits { Timeout = TimeSpan.FromSeconds(30) });
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.RowsAsync(Query("endless", ["id"], Keys("id", "-1"))));
        Assert.Equal(ConnectorFailureKind.Timeout, failure.Kind);
        Assert.True(failure.Transient);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_unreachable_and_not_created()
    {
        var path = Path.Combine(Path.GetTempPath(), $"privacy-none-{Guid.NewGuid():N}.db");
        var settings = new Dictionary<string, string> { ["path"] = path };
        await using var system = _database.Connector.Connect(_database.Connection() with { Settings = settings });
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.CheckAsync(default));
        Assert.Equal(ConnectorFailureKind.Unreachable, failure.Kind);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_file_that_is_no_database_fails_for_good()
    {
        var path = Path.Combine(Path.GetTempPath(), $"privacy-none-{Guid.NewGuid():N}.db");
        await File.WriteAllTextAsync(path, new string('x', 5000));
        var settings = new Dictionary<string, string> { ["path"] = path };
        await using var system = _database.Connector.Connect(_database.Connection() with { Settings = settings });
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.DescribeAsync(default));
        Assert.Equal((ConnectorFailureKind.Failed, false), (failure.Kind, failure.Transient));
        File.Delete(path);
    }

    [Fact]
    public async Task A_locked_file_is_busy()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER); PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO person VALUES (1)");
        await using var system = _database.Connect(new ConnectionLimits { Timeout = TimeSpan.FromSeconds(1) });
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.CheckAsync(default));
        Assert.Equal((ConnectorFailureKind.Busy, true), (failure.Kind, failure.Transient));
        await _database.ExecuteAsync("COMMIT");
    }

    [Fact]
    public async Task What_the_library_says_about_values_stays_there()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER, email TEXT); INSERT INTO person VALUES (1, 'ann@example.com');
            CREATE VIEW broken AS SELECT id, json_extract(email, '$.x') AS email FROM person
            """);
        await using var system = _database.Connect();
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.RowsAsync(Query("broken", ["id", "email"], Keys("id", "1"))));
        Assert.DoesNotContain("ann@", failure.ToString());
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task Triggers_and_their_events_are_read_from_their_text()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, "check" TEXT, age INT CHECK (age > length('name(')), name TEXT DEFAULT 'CHECK (id', -- CHECK (name)
                CONSTRAINT c CHECK ("check" <> '' /* CHECK (name) */ AND (id > 0)));
            CREATE TRIGGER "delete" AFTER INSERT ON person BEGIN SELECT 1; END;
            CREATE TRIGGER IF NOT EXISTS main.gone BEFORE DELETE ON person BEGIN SELECT 1; END;
            CREATE TRIGGER changed AFTER /* DELETE */ UPDATE OF name ON Person BEGIN DELETE FROM person WHERE 0; END;
            """);
        await using var system = _database.Connect();
        var person = (await system.DescribeAsync(default)).Find("person")!;
        Assert.Equal([("changed", false, true), ("delete", false, false), ("gone", true, false)], person.Triggers.Select(trigger => (trigger.Name, trigger.OnDelete, trigger.OnUpdate)));
        Assert.Equal(["id", "check", "age"], person.Columns.Where(column => column.Checked).Select(column => column.Name));
    }

    [Fact]
    public async Task Tables_that_a_trigger_deletes_from_and_updates_are_read_from_its_text()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY); CREATE TABLE visit (id INTEGER PRIMARY KEY, n INT); CREATE TABLE "update" (id INT); CREATE TABLE copy (id INT);
            CREATE TRIGGER gone AFTER DELETE ON person WHEN OLD.id > 0 BEGIN
                DELETE FROM Visit WHERE id = OLD.id; -- DELETE FROM copy
                UPDATE OR IGNORE "update" SET id = 1 WHERE id = (SELECT 'DELETE FROM copy');
                INSERT INTO copy VALUES (OLD.id);
            END;
            CREATE TRIGGER counted AFTER DELETE ON person BEGIN
                INSERT INTO visit VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = n + 1; REPLACE INTO copy VALUES (1);
            END;
            """);
        await using var system = _database.Connect();
        var triggers = (await system.DescribeAsync(default)).Find("person")!.Triggers.OrderBy(trigger => trigger.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(["copy"], triggers[0].DeletesFrom);
        Assert.Equal(["visit"], triggers[0].Updates);
        Assert.Equal(["visit"], triggers[1].DeletesFrom);
        Assert.Equal(["update"], triggers[1].Updates);
    }

    [Fact]
    public async Task References_name_the_real_table_and_its_primary_key()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE Company (Id INTEGER PRIMARY KEY); CREATE TABLE person (id INTEGER PRIMARY KEY, company INTEGER REFERENCES company ON DELETE CASCADE, Boss INTEGER REFERENCES PERSON (ID));
            CREATE VIRTUAL TABLE note USING fts5(body); CREATE TABLE code (id TEXT PRIMARY KEY)
            """);
        await using var system = _database.Connect();
        var catalogue = await system.DescribeAsync(default);
        Assert.Equal(["Company", "code", "note", "person"], catalogue.Tables.Select(table => table.Name).Order(StringComparer.Ordinal));
        var references = catalogue.Find("person")!.ForeignKeys.OrderBy(key => key.Columns[0], StringComparer.Ordinal).ToList();
        Assert.Equal(("Boss", "person", "id"), (references[0].Columns[0], references[0].ReferencedTable, references[0].ReferencedColumns[0]));
        Assert.Equal(("company", "Company", "Id"), (references[1].Columns[0], references[1].ReferencedTable, references[1].ReferencedColumns[0]));
        Assert.False(catalogue.Find("person")!.Find("id")!.Nullable);
        Assert.True(catalogue.Find("code")!.Find("id")!.Nullable);
    }
}
