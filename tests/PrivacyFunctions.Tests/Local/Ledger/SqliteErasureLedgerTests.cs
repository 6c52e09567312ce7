using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Local.Ledger;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Contracts;

namespace PrivacyFunctions.Tests.Local.Ledger;

public sealed class SqliteErasureLedgerTests : ErasureLedgerContract, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private SqliteErasureLedger _ledger = null!;

    protected override IErasureLedger Ledger => _ledger;

    private string Root => _folder.File("ledger");

    [Fact]
    public async Task Entries_survive_a_restart_and_stand_apart_from_everything_else()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await RestartAsync();

        using var index = await Ledger.OpenAsync(default);

        Assert.Single(index.Collections.Single().FindRow(0, KeyTuple.Of("7")));
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(Root, "ledger.db"), Room = "Ledger" });
        var tables = await database.ReadAsync(
            session => session.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => row.Text(0)), default);
        Assert.Equal(["ledger_blocks", "ledger_entries", "ledger_key", "ledger_shapes", "schema_versions"], tables.Order());
    }

    [Fact]
    public async Task The_same_round_writes_the_same_entries_once()
    {
        for (var i = 0; i < 3; i++) await Ledger.AppendAsync(Entry(["7", "8"], "anna@example.com"), default);

        Assert.Equal((1L, 2L), (await CountAsync("ledger_entries"), await CountAsync("ledger_blocks")));
    }

    [Fact]
    public async Task No_file_of_it_holds_an_identity_or_a_key_in_clear()
    {
        await Ledger.AppendAsync(Entry(["CUSTOMER-4711"], "anna@example.com"), default);
        using (await Ledger.OpenAsync(default))
        {
            Assert.All(Contents(), content =>
            {
                Assert.True(content.AsSpan().IndexOf("anna"u8) < 0);
                Assert.True(content.AsSpan().IndexOf("CUSTOMER-4711"u8) < 0);
            });
        }
    }

    [Fact]
    public void Key_and_database_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var name in new[] { "ledger.key", "ledger.db" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Root, name)));
    }

    [Fact]
    public async Task Without_its_own_key_a_ledger_is_refused_rather_than_found_empty()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        _ledger.Dispose();
        File.Delete(Path.Combine(Root, "ledger.key"));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => SqliteErasureLedger.OpenAsync(Root, _clock, default));

        Assert.Contains("ledger.key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparing_leaves_no_file_behind()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        using (await Ledger.OpenAsync(default))
        {
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(Root), file => Path.GetFileName(file).StartsWith("index", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_ledgers_name_the_same_person_differently()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        using var other = await SqliteErasureLedger.OpenAsync(_folder.File("other"), _clock, default);
        await other.AppendAsync(Entry(["7"], "anna@example.com"), default);

        Assert.NotEqual(await BlockAsync(Root), await BlockAsync(_folder.File("other")));
    }

    public async Task InitializeAsync() => _ledger = await SqliteErasureLedger.OpenAsync(Root, _clock, default);

    public Task DisposeAsync()
    {
        _ledger.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private async Task RestartAsync()
    {
        _ledger.Dispose();
        await InitializeAsync();
    }

    private IEnumerable<byte[]> Contents()
    {
        foreach (var file in Directory.EnumerateFiles(Root))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return content;
        }
    }

    private async Task<long?> CountAsync(string table)
    {
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(Root, "ledger.db"), Room = "Ledger" });
        return await database.ReadAsync(session => session.Scalar($"SELECT count(*) FROM {table}"), default);
    }

    private static async Task<string> BlockAsync(string root)
    {
        using var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(root, "ledger.db"), Room = "Ledger" });
        return Convert.ToHexString((await database.ReadAsync(session => session.First("SELECT digests FROM ledger_blocks WHERE use = 1", row => row.Blob(0)), default))!);
    }
}
