using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_opening_again()
    {
        using (var database = Open())
        {
            await database.WriteAsync(s => s.Script("CREATE TABLE t (a INTEGER, b TEXT, c BLOB, d REAL)"), default);
            await database.WriteAsync(s => s.Execute("INSERT INTO t VALUES (?1, ?2, ?3, ?4)", 1L, "é", new byte[] { 1, 2 }, 0.5), default);
        }

        using var again = Open();
        var row = await again.ReadAsync(
            s => s.First("SELECT a, b, c, d FROM t", r => (r.Number(0), r.Text(1), Convert.ToHexString(r.Blob(2)), r.Real(3))), default);
        Assert.Equal((1L, "é", "0102", 0.5), row);
    }

    [Fact]
    public async Task Nulls_and_times_survive()
    {
        using var database = OpenWithTable();
        var time = new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(2)).AddTicks(7);
        await database.WriteAsync(s => s.Execute("INSERT INTO t VALUES (?1, ?2)", time, (string?)null), default);

        var row = await database.ReadAsync(s => s.First("SELECT a, b FROM t", r => (r.Time(0), r.TextOrNull(1), r.TimeOrNull(1))), default);

        Assert.Equal((time, null, null), row);
        Assert.Equal(TimeSpan.Zero, row.Item1.Offset);
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("secure_delete", "1")]
    [InlineData("foreign_keys", "1")]
    public async Task Every_connection_is_set_up_for_durability(string pragma, string expected)
    {
        using var database = Open();
        Assert.Equal(expected, await database.WriteAsync(Read, default));
        Assert.Equal(expected, await database.ReadAsync(Read, default));

        string? Read(SqliteSession session) => session.First($"PRAGMA {pragma}", r => r.TextOrNull(0));
    }

    [Fact]
    public void Only_the_owner_may_read_the_file()
    {
        using var database = Open();
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.File("p.db")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.File("p.db-wal")));
    }

    [Fact]
    public async Task A_long_log_is_moved_into_the_database_beside_the_writer_and_begins_anew()
    {
        const int Megabyte = 1 << 20;
        using var database = Open();
        await database.WriteAsync(s => s.Script("CREATE TABLE b (content BLOB NOT NULL)"), default);
        // The writer itself would begin to move it at 256 MiB.
        for (var i = 0; i < 12; i++) await database.WriteAsync(s => s.Execute("INSERT INTO b VALUES (zeroblob(?1))", 4 * Megabyte), default);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (new FileInfo(_directory.File("p.db")).Length < 32 * Megabyte) await Task.Delay(20, patience.Token);
        Assert.Equal(12, await database.ReadAsync(s => s.Scalar("SELECT count(*) FROM b"), default));
    }

    [Fact]
    public async Task The_log_can_be_emptied_while_it_is_being_moved()
    {
        using var database = Open();
        await database.WriteAsync(s => s.Script("CREATE TABLE b (content BLOB NOT NULL)"), default);
        for (var i = 0; i < 3; i++)
        {
            await database.WriteAsync(s => s.Execute("INSERT INTO b VALUES (zeroblob(?1))", 33 << 20), default);
            await database.TruncateLogAsync(default);
            Assert.Equal(0, new FileInfo(_directory.File("p.db-wal")).Length);
        }
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        using var database = OpenWithTable();
        await Assert.ThrowsAsync<StorageFailedException>(() => database.ReadAsync(s => s.Execute("INSERT INTO t VALUES (1, 'x')"), default));
    }

    [Fact]
    public async Task Units_that_wait_together_share_a_commit()
    {
        using var database = OpenWithTable();
        var before = database.Counts.Commits;
        using var gate = new ManualResetEventSlim();
        var first = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)), default);
        var others = Enumerable.Range(0, 100).Select(i => Insert(database, i)).ToList();
        gate.Set();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(1, database.Counts.Commits - before);
        Assert.Equal(100, await CountAsync(database));
    }

    [Fact]
    public async Task A_unit_that_throws_is_undone_alone()
    {
        using var database = OpenWithTable();
        using var gate = new ManualResetEventSlim();
        var holding = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)), default);
        var before = Insert(database, 1);
        var failing = database.WriteAsync<int>(
            s =>
            {
                s.Execute("INSERT INTO t VALUES (2, 'gone')");
                throw new InvalidOperationException("mine");
            },
            default);
        var after = Insert(database, 3);
        gate.Set();

        await Task.WhenAll(holding, before, after);
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal([1L, 3L], await database.ReadAsync(s => s.Query("SELECT a FROM t ORDER BY a", r => r.Number(0)), default));
    }

    [Fact]
    public async Task However_many_units_of_a_batch_fail_the_others_take_effect_once_and_run_at_most_twice()
    {
        using var database = OpenWithTable();
        using var gate = new ManualResetEventSlim();
        var runs = new int[30];
        var holding = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)), default);
        var units = Enumerable.Range(0, runs.Length).Select(n => database.WriteAsync(
            s =>
            {
                runs[n]++;
                s.Execute("INSERT INTO t VALUES (?1, 'x')", n);
                return n % 7 == 3 ? throw new InvalidOperationException() : n;
            },
            default)).ToList();
        gate.Set();

        await holding;
        for (var n = 0; n < units.Count; n++)
        {
            if (n % 7 == 3) await Assert.ThrowsAsync<InvalidOperationException>(() => units[n]);
            else Assert.Equal(n, await units[n]);
        }

        var expected = Enumerable.Range(0, runs.Length).Where(n => n % 7 != 3).Select(n => (long)n);
        Assert.Equal(expected, await database.ReadAsync(s => s.Query("SELECT a FROM t ORDER BY a", r => r.Number(0)), default));
        Assert.All(runs, count => Assert.InRange(count, 1, 2));
    }

    [Fact]
    public async Task A_first_unit_that_throws_does_not_take_the_next_with_it()
    {
        using var database = OpenWithTable();
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<int>(
            s =>
            {
                s.Execute("INSERT INTO t VALUES (1, 'gone')");
                throw new InvalidOperationException();
            },
            default));
        await Insert(database, 2);
        Assert.Equal(1, await CountAsync(database));
    }

    [Theory]
    [InlineData(StoragePoint.Write)]
    [InlineData(StoragePoint.Commit)]
    public async Task Nothing_of_a_batch_that_failed_is_reported_done_or_kept(StoragePoint where)
    {
        var faults = new FailAt(where);
        using var database = OpenWithTable(faults);
        using var gate = new ManualResetEventSlim();
        var holding = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)), default);
        faults.Armed = true;
        var others = Enumerable.Range(0, 5).Select(i => Insert(database, i)).ToList();
        gate.Set();

        if (where == StoragePoint.Commit) await Assert.ThrowsAsync<IOException>(() => holding);
        foreach (var other in others) await Assert.ThrowsAsync<IOException>(() => other);
        faults.Armed = false;
        Assert.Equal(0, await CountAsync(database));
        await Insert(database, 9);
        Assert.Equal(1, await CountAsync(database));
    }

    [Fact]
    public async Task A_full_disk_fails_the_unit_that_needs_the_room_and_the_others_are_kept()
    {
        using var database = OpenWithTable();
        var limit = await database.WriteAsync(s => s.Scalar("PRAGMA page_count") + 2, default);
        await database.WriteAsync(s => s.Scalar($"PRAGMA max_page_count = {limit}"), default);
        using var gate = new ManualResetEventSlim();
        var holding = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)), default);
        var small = Insert(database, 1);
        var large = database.WriteAsync(s => s.Execute("INSERT INTO t VALUES (2, ?1)", new string('x', 100_000)), default);
        gate.Set();

        await Assert.ThrowsAsync<StorageFullException>(() => large);
        await Task.WhenAll(holding, small);
        await database.WriteAsync(s => s.Scalar("PRAGMA max_page_count = 1000000"), default);
        Assert.Equal(1, await CountAsync(database));
        await Insert(database, 3);
        Assert.Equal(2, await CountAsync(database));
        Assert.Equal("ok", await database.ReadAsync(s => s.First("PRAGMA integrity_check", r => r.Text(0)), default));
    }

    [Fact]
    public async Task A_lock_held_by_another_process_fails_the_unit_after_the_busy_timeout()
    {
        using var database = OpenWithTable(busy: TimeSpan.FromMilliseconds(20));
        using var other = new SqliteConnection($"Data Source={_directory.File("p.db")};Pooling=False");
        other.Open();
        Run(other, "BEGIN IMMEDIATE");
        var busy = await Assert.ThrowsAsync<StorageFailedException>(() => Insert(database, 1));
        Assert.Equal(5, busy.Code);

        Run(other, "ROLLBACK");
        await Insert(database, 2);
        Assert.Equal(1, await CountAsync(database));
    }

    [Fact]
    public async Task A_cancelled_unit_that_has_not_begun_never_runs()
    {
        using var database = OpenWithTable();
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var holding = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(30)), default);
        var cancelled = database.WriteAsync(s => s.Execute("INSERT INTO t VALUES (1, 'x')"), cancellation.Token);
        cancellation.Cancel();
        gate.Set();
        await holding;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, await CountAsync(database));
    }

    [Fact]
    public async Task Continuations_do_not_run_on_the_writer()
    {
        using var database = OpenWithTable();
        var writer = await database.WriteAsync(_ => Environment.CurrentManagedThreadId, default);
        Assert.NotEqual(writer, Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_refuses_what_comes_later()
    {
        var database = OpenWithTable();
        var waiting = Enumerable.Range(0, 10).Select(i => Insert(database, i)).ToList();
        database.Dispose();
        await Task.WhenAll(waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert(database, 11));
    }

    [Fact]
    public async Task A_query_may_run_inside_the_reading_of_itself()
    {
        using var database = OpenWithTable();
        await Insert(database, 1);
        await Insert(database, 2);
        var pairs = await database.ReadAsync(
            s => s.Query("SELECT a FROM t", _ => s.Query("SELECT a FROM t", r => r.Number(0)).Count), default);
        Assert.Equal([2, 2], pairs);
    }

    private static Task<int> Insert(SqliteDatabase database, long value) =>
        database.WriteAsync(s => s.Execute("INSERT INTO t VALUES (?1, 'x')", value), default);

    private static Task<long?> CountAsync(SqliteDatabase database) => database.ReadAsync(s => s.Scalar("SELECT count(*) FROM t"), default);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteDatabase OpenWithTable(IStorageFaults? faults = null, TimeSpan? busy = null)
    {
        var database = Open(faults, busy);
        database.WriteAsync(s => s.Script("CREATE TABLE t (a INTEGER, b TEXT)"), default).GetAwaiter().GetResult();
        return database;
    }

    private SqliteDatabase Open(IStorageFaults? faults = null, TimeSpan? busy = null) => SqliteDatabase.Open(new SqliteDatabaseOptions
    {
        Path = _directory.File("p.db"),
        Faults = faults,
        BusyTimeout = busy ?? TimeSpan.FromSeconds(5),
    });

    private sealed class FailAt(StoragePoint where) : IStorageFaults
    {
        public volatile bool Armed;

        public void At(StoragePoint point)
        {
            if (Armed && point == where) throw new IOException("Injected failure.");
        }
    }
}
