using System.Text;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sqlite;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.Sqlite;

public sealed class SqliteChangeTests : IAsyncLifetime
{
    private readonly SqliteTestSystem _database = new();
    private IConnectedSystem _system = null!;

    public Task InitializeAsync()
    {
        _system = _database.Connect();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Tables_without_row_numbers_change_by_their_primary_keys()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE entry (a TEXT COLLATE NOCASE, b INTEGER, email TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
            INSERT INTO entry VALUES ('x', 1, 'ann@example.com'), ('x', 2, 'bob@example.com'), ('Y', 1, 'Ann@example.com'), ('z', 1, 'ann@EXAMPLE.com')
            """);
        Assert.Equal(2, await _system.CountAsync(Rows("entry", Keys("b", "1"), Keys("email", "nobody")) with { KeySets = [Keys("email", KeyComparison.Email, "ann@example.com")] }, default));
        Assert.Equal(1, (await _system.ChangeAsync(Mask(Rows("entry", Keys(["a", "b"], KeyComparison.Exact, Tuple("x", "2"), Tuple("y", "1"))), new ValueMask(["email"], new MaskMethod.Hash(DigestKind.Sha256), 5)), default)).Masked);
        Assert.Equal(2, (await _system.ChangeAsync(Delete(Rows("entry", Keys("email", KeyComparison.Email, "ann@example.com"))) with { ChunkRows = 1 }, default)).Deleted);
        Assert.Equal("Y|1|15 x|2|5", await _database.TableAsync("SELECT a, b, length(email) FROM entry"));
    }

    [Fact]
    public async Task Cascades_into_tables_without_row_numbers_are_counted()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE customer (id INTEGER PRIMARY KEY);
            CREATE TABLE tag (customer INTEGER REFERENCES customer ON DELETE CASCADE, name TEXT, PRIMARY KEY (customer, name)) WITHOUT ROWID;
            INSERT INTO customer VALUES (1), (2); INSERT INTO tag VALUES (1, 'a'), (1, 'b'), (2, 'a')
            """);
        var change = Delete("customer", "1") with { MayReach = [new ReachableTable("tag", 1)] };
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => _system.ChangeAsync(change, default));
        Assert.Equal("3", await _database.TableAsync("SELECT count(*) FROM tag"));
        Assert.Equal([new AlsoChanged("tag", 2, 0)], (await _system.ChangeAsync(change with { MayReach = [new ReachableTable("tag", 2)] }, default)).Others);
    }

    [Fact]
    public async Task A_full_text_index_kept_by_triggers_follows()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT); CREATE VIRTUAL TABLE found USING fts5(body, content='note', content_rowid='id');
            CREATE TRIGGER added AFTER INSERT ON note BEGIN INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body); END;
            CREATE TRIGGER gone AFTER DELETE ON note BEGIN INSERT INTO found (found, rowid, body) VALUES ('delete', OLD.id, OLD.body); END;
            INSERT INTO note VALUES (1, 'ann was here'), (2, 'bob was here')
            """);
        var result = await _system.ChangeAsync(Delete("note", "1"), default);
        Assert.Equal(1, result.Deleted);
        Assert.Empty(result.Others);
        Assert.Equal("2", await _database.TableAsync("SELECT rowid FROM found WHERE found MATCH 'here'"));
    }

    [Fact]
    public async Task Keys_with_odd_names_hold_their_rows_back()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE reply ("cat.id" INTEGER, "t." TEXT, parent INTEGER, body TEXT, PRIMARY KEY ("cat.id", "t."), UNIQUE ("cat.id"), FOREIGN KEY (parent) REFERENCES reply ("cat.id")) WITHOUT ROWID;
            INSERT INTO reply VALUES (1, 'a', NULL, 'x'), (2, 'a', 1, 'y'), (3, 'a', NULL, 'x'), (4, 'a', 3, 'others')
            """);
        var rows = Rows("reply", Keys(["cat.id", "t."], KeyComparison.Exact, Tuple("1", "a"), Tuple("2", "a"), Tuple("3", "a")));
        var result = await _system.ChangeAsync(Delete(rows) with { Instead = Masking(Null("body")) }, default);
        Assert.Equal((2, 1), (result.Deleted, result.Masked));
        Assert.Equal("3|- 4|others", await _database.TableAsync("SELECT \"cat.id\", body FROM reply"));
    }

    [Fact]
    public async Task A_mask_never_pushes_another_row_out()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY, login TEXT UNIQUE ON CONFLICT REPLACE, note TEXT NOT NULL ON CONFLICT IGNORE); INSERT INTO person VALUES (1, 'a', 'n'), (2, 'gone', 'n')");
        var result = await _system.ChangeAsync(Mask(ById("person", "1"), Text("gone", "login"), Null("note")), default);
        Assert.Equal("login:unique:1 note:not-null:1", result.Codes());
        Assert.Equal("1|a|n 2|gone|n", await _database.TableAsync("SELECT * FROM person"));
    }

    [Fact]
    public async Task Columns_that_are_named_like_the_row_number_do_not_confuse()
    {
        await _database.ExecuteAsync("CREATE TABLE odd (rowid TEXT, _rowid_ TEXT); INSERT INTO odd VALUES ('a', '1'), ('b', '2'), ('c', '2'); CREATE TABLE odder (rowid TEXT, _rowid_ TEXT, oid TEXT); INSERT INTO odder VALUES ('a', '1', '2')");
        Assert.Equal(2, (await _system.ChangeAsync(Delete(Rows("odd", Keys("_rowid_", "2"))), default)).Deleted);
        Assert.Equal("a|1", await _database.TableAsync("SELECT * FROM odd"));
        await FailsAsync(ConnectorFailureKind.Refused, () => _system.ChangeAsync(Delete(Rows("odder", Keys("oid", "2"))), default));
    }

    [Fact]
    public async Task What_went_is_overwritten_in_the_file()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, note TEXT); INSERT INTO person VALUES (1, 'ann-was-here@example.com', 'k'), (2, 'bob@example.com', 'ann-was-here-too')");
        Assert.True(await HoldsAsync("ann-was-here@"));
        await _system.ChangeAsync(Delete("person", "1"), default);
        await _system.ChangeAsync(Mask(ById("person", "2"), Null("note")), default);
        Assert.False(await HoldsAsync("ann-was-here"));
        Assert.True(await HoldsAsync("bob@example.com"));
    }

    [Fact]
    public async Task Texts_of_a_wide_encoding_are_masked()
    {
        await _database.ExecuteAsync("PRAGMA encoding = 'UTF-16le'; CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, body TEXT); INSERT INTO person VALUES (1, 'jürgen@example.com', '{\"ä\":\"ü\"}')");
        var result = await _system.ChangeAsync(Mask(Rows("person", Keys("email", KeyComparison.Email, "jürgen@example.com")), Text("☃", "body", "ä"), new ValueMask(["email"], new MaskMethod.Random(3))), default);
        Assert.Equal((1, ""), (result.Masked, result.Codes()));
        Assert.Equal("{\"ä\":\"☃\"}|3".Replace("ä", "ä", StringComparison.Ordinal), Unescaped(await _database.TableAsync("SELECT body, length(email) FROM person")));
    }

    [Fact]
    public async Task A_strict_column_and_a_view_are_told()
    {
        await _database.ExecuteAsync("CREATE TABLE strict (id INTEGER PRIMARY KEY, any ANY, note TEXT) STRICT; INSERT INTO strict VALUES (1, 5, 'n'); CREATE VIEW shown AS SELECT * FROM strict");
        Assert.Equal("any:type:1", (await _system.ChangeAsync(Mask(ById("strict", "1"), Text("x", "any"), Text("y", "note")), default)).Codes());
        Assert.Equal("1|5|y", await _database.TableAsync("SELECT * FROM strict"));
        await FailsAsync(ConnectorFailureKind.Refused, () => _system.ChangeAsync(Delete("shown", "1"), default));
    }

    [Fact]
    public async Task A_file_that_somebody_else_writes_is_busy()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (1); BEGIN IMMEDIATE");
        await using var system = _database.Connect(new ConnectionLimits { Timeout = TimeSpan.FromSeconds(1) });
        var failure = await FailsAsync(ConnectorFailureKind.Busy, () => system.ChangeAsync(Delete("person", "1"), default));
        Assert.True(failure.Transient);
        await _database.ExecuteAsync("COMMIT");
        Assert.Equal("1", await _database.TableAsync("SELECT id FROM person"));
    }

    [Theory]
    [InlineData(13, ConnectorFailureKind.Full, true)]
    [InlineData(8, ConnectorFailureKind.ReadOnly, true)]
    [InlineData(19, ConnectorFailureKind.Refused, false)]
    [InlineData(10, ConnectorFailureKind.Unreachable, true)]
    public void A_full_a_read_only_and_a_failing_disk_are_told_apart(int code, ConnectorFailureKind kind, bool transient)
    {
        var failure = Assert.IsType<ConnectorFailure>(SqliteFailures.Translate(new SqliteException("ann@example.com", code), "person", default));
        Assert.Equal((kind, transient), (failure.Kind, failure.Transient));
        Assert.DoesNotContain("ann@", failure.ToString(), StringComparison.Ordinal);
    }

    private async Task<bool> HoldsAsync(string text) => Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_database.File)).Contains(text, StringComparison.Ordinal);

    private static string Unescaped(string json) => json.Replace("\\u00E4", "ä", StringComparison.Ordinal).Replace("\\u2603", "☃", StringComparison.Ordinal);
}
