using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    [Fact]
    public async Task Rows_with_a_key_go_and_no_others()
    {
        await PeopleAsync();
        var result = await System.ChangeAsync(Delete("person", "1", "4", "77"), default);
        Assert.Equal((2, 2, 0), (result.Matched, result.Deleted, result.Masked));
        Assert.Equal("2 3 5", await Database.TableAsync("SELECT id FROM person"));
    }

    [Fact]
    public async Task Deleting_again_matches_what_is_left()
    {
        await PeopleAsync();
        await System.ChangeAsync(Delete("person", "1", "2"), default);
        var again = await System.ChangeAsync(Delete("person", "1", "2", "3"), default);
        Assert.Equal((1, 1), (again.Matched, again.Deleted));
        Assert.Equal(ChangeResult.None.Matched, (await System.ChangeAsync(Delete("person", "1", "2", "3"), default)).Matched);
        Assert.Equal("4 5", await Database.TableAsync("SELECT id FROM person"));
    }

    [Fact]
    public async Task Composite_keys_delete_whole()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE entry (a INTEGER, b TEXT, note TEXT, PRIMARY KEY (a, b));
            INSERT INTO entry VALUES (1, 'x', 'n'), (1, 'y', 'n'), (2, 'x', 'n')
            """);
        var keys = Keys(["a", "b"], KeyComparison.Exact, Tuple("1", "y"), Tuple("2", "y"));
        var result = await System.ChangeAsync(Delete(Rows("entry", keys)), default);
        Assert.Equal(1, result.Deleted);
        Assert.Equal("1|x 2|x", await Database.TableAsync("SELECT a, b FROM entry"));
    }

    [Fact]
    public async Task Rows_without_a_primary_key_go_by_their_search()
    {
        await Database.ExecuteAsync("CREATE TABLE visit (email TEXT, page TEXT); INSERT INTO visit VALUES ('ann@example.com', 'a'), (' ann@EXAMPLE.com', 'b'), ('Ann@example.com', 'c'), ('bob@example.com', 'd'), (NULL, 'e')");
        var result = await System.ChangeAsync(Delete(Rows("visit", Keys("email", KeyComparison.Email, "ann@example.com"), Keys("page", "d", "z"))), default);
        Assert.Equal(3, result.Deleted);
        Assert.Equal("c e", await Database.TableAsync("SELECT page FROM visit"));
    }

    [Fact]
    public async Task Search_keys_that_are_empty_or_wild_find_nothing()
    {
        await PeopleAsync();
        var search = Rows("person", Keys("note", "", "%", "*", "NULL", "\0"), Keys("company", "x", ""));
        Assert.Equal(0, (await System.ChangeAsync(Delete(search), default)).Matched);
        Assert.Equal(0, await System.CountAsync(search, default));
        Assert.Equal("5", await Database.TableAsync("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task A_primary_key_that_names_no_row_is_refused()
    {
        await Database.ExecuteAsync("CREATE TABLE code (id VARCHAR(40) PRIMARY KEY); INSERT INTO code VALUES ('a'), ('')");
        foreach (var key in new[] { "", "\ud800" }) await FailsAsync(ConnectorFailureKind.InvalidKey, () => System.ChangeAsync(Delete("code", "a", key), default));
        Assert.Equal("2", await Database.TableAsync("SELECT count(*) FROM code"));
        await Assert.ThrowsAsync<ConnectorFailure>(() => System.ChangeAsync(Delete(Rows("code", new KeySet { Fields = ["id"], Keys = new[] { new KeyTuple([new KeyValue(null!)]) }.ToAsyncEnumerable() })), default));
    }

    [Fact]
    public async Task A_change_without_a_key_predicate_is_refused()
    {
        await PeopleAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => System.ChangeAsync(Delete(Rows("person")), default));
        await Assert.ThrowsAsync<ArgumentException>(() => System.ChangeAsync(Delete(Rows("person", Keys([], KeyComparison.Exact))), default));
        await Assert.ThrowsAsync<ArgumentException>(() => System.CountAsync(Rows("person"), default));
        Assert.Equal(0, (await System.ChangeAsync(Delete("person"), default)).Matched);
        Assert.Equal("5", await Database.TableAsync("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task Never_more_rows_than_planned()
    {
        await PeopleAsync();
        var change = Delete(Rows("person", Keys("company", "7"))) with { MostRows = 1 };
        var failure = await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(change, default));
        Assert.False(failure.Transient);
        Assert.Equal(0, failure.Committed!.Deleted);
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(Delete("person", "1", "2") with { MostRows = 1 }, default));
        Assert.Equal("5", await Database.TableAsync("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task Fifty_thousand_rows_go_in_chunks_and_a_failure_says_what_went()
    {
        await ManyAsync(50_000);
        var all = Enumerable.Range(1, 50_000).Select(id => $"{id}").ToArray();
        var failure = await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(Delete("many", all) with { ChunkRows = 10_000, MostRows = 35_000 }, default));
        Assert.Equal((30_000, 30_000), (failure.Committed!.Matched, failure.Committed.Deleted));
        Assert.Equal("20000", await Database.TableAsync("SELECT count(*) FROM many"));
        Assert.Equal(20_000, await System.CountAsync(ById("many", all), default));
        var result = await System.ChangeAsync(Delete("many", all), default);
        Assert.Equal((20_000, 20_000), (result.Matched, result.Deleted));
        Assert.Equal("0", await Database.TableAsync("SELECT count(*) FROM many"));
    }

    [Fact]
    public async Task Rows_found_by_search_go_in_chunks_too()
    {
        await ManyAsync(25_000);
        await Database.ExecuteAsync("UPDATE many SET person = 2 WHERE id <= 500");
        var exact = Delete(Rows("many", Keys("person", "1"))) with { ChunkRows = 1000, MostRows = 12_500 };
        var failure = await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(exact, default));
        Assert.Equal(12_000, failure.Committed!.Deleted);
        var loose = Delete(Rows("many", Keys("person", "1"), Keys("email", KeyComparison.Email, "1@example.com"))) with { ChunkRows = 5000 };
        Assert.Equal(12_501, (await System.ChangeAsync(loose, default)).Deleted);
        Assert.Equal("499", await Database.TableAsync("SELECT count(*) FROM many"));
    }

    [Fact]
    public async Task Names_and_values_of_any_kind_delete_one_row()
    {
        string[] names = ["select", "a\"b", "x'; DROP TABLE other; --", "new\nline", "per%cent", "dollar$1", "at@k0", "ä☃", new string('n', 60)];
        await Database.ExecuteAsync("CREATE TABLE other (id INTEGER)");
        foreach (var name in names)
        {
            static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            await Database.ExecuteAsync($"CREATE TABLE {Quoted(name)} ({Quoted(name)} VARCHAR(200) PRIMARY KEY, note TEXT)");
            foreach (var value in names) await Database.ExecuteAsync($"INSERT INTO {Quoted(name)} VALUES ({Database.Placeholder(1)}, 'n')", value);
            var masked = await System.ChangeAsync(Mask(Rows(name, Keys(name, names[2])), Text("' || note || '", "note")), default);
            Assert.Equal(1, masked.Masked);
            Assert.Equal("' || note || '|1 n|8", await Database.TableAsync($"SELECT note, count(*) FROM {Quoted(name)} GROUP BY note"));
            foreach (var value in names) Assert.Equal(1, (await System.ChangeAsync(Delete(Rows(name, Keys(name, value))), default)).Deleted);
        }

        Assert.Equal("0", await Database.TableAsync("SELECT count(*) FROM other"));
    }

    [Fact]
    public async Task What_is_not_in_the_catalogue_is_refused_before_anything_happens()
    {
        await PeopleAsync();
        await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Delete("nobody", "1"), default));
        await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Delete(Rows("person", Keys("nothing", "1"))), default));
        await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Mask(ById("person", "1"), Null("nothing")), default));
        await System.ChangeAsync(Delete("person", "1"), default);
        await Database.ExecuteAsync("ALTER TABLE person RENAME COLUMN email TO mail");
        await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Mask(ById("person", "2"), Null("email")), default));
        await Database.ExecuteAsync("DROP TABLE person");
        await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Delete("person", "2"), default));
    }

    [Fact]
    public async Task Rows_are_counted_once_each()
    {
        await PeopleAsync();
        Assert.Equal(3, await System.CountAsync(ById("person", "1", "2", "2", "5", "9"), default));
        Assert.Equal(4, await System.CountAsync(Rows("person", Keys("company", "7", "8"), Keys("id", "1"), Keys("email", KeyComparison.EmailIgnoringCase, "ANN@example.com")), default));
        await ManyAsync(120_000);
        var keys = new KeySet { Fields = ["id"], Keys = Enumerable.Range(1, 110_000).Select(id => KeyTuple.Of($"{id}")).ToAsyncEnumerable() };
        Assert.Equal(110_000, await System.CountAsync(Rows("many", keys), default));
    }

    [Fact]
    public async Task A_scan_reads_every_row_and_only_the_fields_asked_for()
    {
        await PeopleAsync();
        await using var reader = await System.ScanAsync(new RecordScan { Collection = "person", Fields = ["id", "company"], KeyFields = ["id"] }, default);
        var rows = await reader.RowsAsync();
        Assert.Equal(["""{"id":1,"company":7}""", """{"id":2,"company":7}""", """{"id":3,"company":8}""", """{"id":4,"company":null}""", """{"id":5,"company":9}"""], rows.Select(row => row.GetRawText()).Order(StringComparer.Ordinal));
        await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ScanAsync(new RecordScan { Collection = "person", Fields = ["nothing"] }, default));
    }

    [Fact]
    public async Task A_change_is_explained_without_values()
    {
        await PeopleAsync();
        var catalogue = await System.DescribeAsync(default);
        var delete = System.Explain(Delete("person", "4711"), catalogue);
        var mask = System.Explain(Mask(Rows("person", Keys("email", KeyComparison.Email, "ann@example.com")), Text("gone", "note"), Null("branch")), catalogue);
        Assert.Contains("DELETE FROM", delete, StringComparison.Ordinal);
        Assert.Contains("\"id\"", delete, StringComparison.Ordinal);
        Assert.Contains("UPDATE", mask, StringComparison.Ordinal);
        Assert.Contains("\"branch\" = NULL", mask, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", delete, StringComparison.Ordinal);
        Assert.DoesNotContain("gone", mask, StringComparison.Ordinal);
    }

    private Task ManyAsync(int count) => Database.ExecuteAsync($"""
        CREATE TABLE many (id INTEGER PRIMARY KEY, person INTEGER, email TEXT);
        INSERT INTO many WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i, 1, i || '@example.com' FROM n
        """);
}
