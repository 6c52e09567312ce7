using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.Sqlite;

public sealed class SqliteValuesTests : IAsyncLifetime
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

    [Theory]
    [InlineData("INTEGER", "9223372036854775807", "9223372036854775807")]
    [InlineData("INTEGER", "'not a number'", "\"not a number\"")]
    [InlineData("INTEGER", "12345678901234567890", "12345678901234567000")]
    [InlineData("REAL", "0.1", "0.1")]
    [InlineData("REAL", "1e20", "100000000000000000000")]
    [InlineData("REAL", "-9e999", "\"-Infinity\"")]
    [InlineData("REAL", "9e999", "\"Infinity\"")]
    [InlineData("TEXT", "12", "\"12\"")]
    [InlineData("TEXT", "CAST(x'61ff62' AS TEXT)", "{\"$bytes\":\"Yf9i\"}")]
    [InlineData("TEXT", "CAST(x'610062' AS TEXT)", "\"a\\u0000b\"")]
    [InlineData("TEXT", "x'00ff'", "{\"$bytes\":\"AP8=\"}")]
    [InlineData("BLOB", "x'00ff'", "\"AP8=\"")]
    [InlineData("BLOB", "'AP8='", "{\"$text\":\"AP8=\"}")]
    [InlineData("BLOB", "x''", "\"\"")]
    [InlineData("", "1.5", "1.5")]
    [InlineData("DATE", "'2024-01-01'", "\"2024-01-01\"")]
    [InlineData("DATETIME", "1704067200", "1704067200")]
    [InlineData("BOOLEAN", "TRUE", "1")]
    [InlineData("DECIMAL(10,2)", "'1.50'", "1.5")]
    [InlineData("JSON", "'{\"a\": 1.10, \"a\": 2}'", "{\"a\": 1.10, \"a\": 2}")]
    [InlineData("JSON", "'{broken'", "\"{broken\"")]
    [InlineData("TEXT", "'{\"a\":1}'", "\"{\\\"a\\\":1}\"")]
    public async Task The_storage_class_decides_how_a_value_is_written(string type, string value, string expected)
    {
        await _database.ExecuteAsync($"CREATE TABLE cell (id INTEGER, body {type}, after TEXT); INSERT INTO cell VALUES (1, {value}, 'a'), (2, NULL, 'b')");
        await using var reader = await _system.ReadAsync(Query("cell", ["body", "after"], Keys("id", "1")), default);
        Assert.True(await reader.ReadAsync(default));
        var written = Encoding.UTF8.GetString(await RowAsync(reader));
        Assert.Equal($"{{\"body\":{expected},\"after\":\"a\"}}", written.Replace("1E+20", "100000000000000000000").Replace("1.2345678901234567E+19", "12345678901234567000"));
        Assert.Equal("{\"body\":null,\"after\":\"b\"}", Assert.Single(await _system.RowsAsync(Query("cell", ["body", "after"], Keys("id", "2")))).GetRawText());
    }

    [Theory]
    [InlineData("INTEGER", "7", "7")]
    [InlineData("INTEGER", "'x7'", "x7")]
    [InlineData("INTEGER", "9223372036854775808", "9223372036854776000")]
    [InlineData("REAL", "7", "7")]
    [InlineData("REAL", "0.1", "0.1")]
    [InlineData("REAL", "1e-7", "0.0000001")]
    [InlineData("TEXT", "7", "7")]
    [InlineData("TEXT", "'7.0'", "7.0")]
    [InlineData("TEXT", "' 7'", " 7")]
    [InlineData("", "7", "7")]
    [InlineData("", "'7'", "7")]
    [InlineData("", "7.5", "7.5")]
    [InlineData("BLOB", "x'00ff10'", "AP8Q")]
    [InlineData("BLOB", "7", "7")]
    [InlineData("DATE", "'2024-01-01'", "2024-01-01")]
    [InlineData("NUMERIC", "'1.50'", "1.5")]
    [InlineData("BOOLEAN", "1", "1")]
    public async Task A_key_read_from_a_column_finds_its_row_again(string type, string value, string canonical)
    {
        await _database.ExecuteAsync($"CREATE TABLE cell (id INTEGER, body {type}); INSERT INTO cell VALUES (1, {value}), (2, NULL), (3, 'zz')");
        await using (var reader = await _system.ReadAsync(Query("cell", ["body"], Keys("id", "1")) with { KeyFields = ["body"] }, default))
        {
            Assert.True(await reader.ReadAsync(default));
            Assert.True(reader.TryGetKey(0, out var key));
            Assert.Equal(canonical, key.Text);
        }

        Assert.Equal("1", await _system.FirstsAsync(Query("cell", ["id"], Keys("body", canonical))));
        Assert.Equal("1", await _system.FirstsAsync(Query("cell", ["id"], Keys(["id", "body"], KeyComparison.Exact, Tuple("1", canonical), Tuple("2", canonical)))));
    }

    [Theory]
    [InlineData("TEXT", "'7'", "7.0")]
    [InlineData("TEXT", "'7'", " 7")]
    [InlineData("INTEGER", "10", "1e1")]
    [InlineData("REAL", "9223372036854775808", "9223372036854775809")]
    [InlineData("REAL", "0.1", "0.1000000000000000055")]
    [InlineData("TEXT", "'a'", "A")]
    [InlineData("TEXT COLLATE NOCASE", "'a'", "A")]
    [InlineData("TEXT COLLATE RTRIM", "'a '", "a")]
    public async Task Exact_is_exact_whatever_the_column_calls_equal(string type, string value, string key)
    {
        await _database.ExecuteAsync($"CREATE TABLE cell (id INTEGER, body {type}); INSERT INTO cell VALUES (1, {value})");
        await _database.ExecuteAsync("CREATE VIEW seen AS SELECT id, body FROM cell");
        foreach (var table in (string[])["cell", "seen"])
        {
            Assert.Empty(await _system.RowsAsync(Query(table, ["id"], Keys("body", key))));
            Assert.Empty(await _system.RowsAsync(Query(table, ["id"], Keys(["id", "body"], KeyComparison.Exact, Tuple("1", key)))));
        }
    }

    [Fact]
    public async Task Keys_are_looked_up_in_the_indexes_there_are()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, company INTEGER, branch TEXT); CREATE INDEX by_email ON person (email); CREATE INDEX by_branch ON person (company, branch)");
        var catalogue = await _system.DescribeAsync(default);
        foreach (var (fields, index) in ((string[], string)[])[(["id"], "PRIMARY KEY"), (["email"], "by_email"), (["company", "branch"], "by_branch")])
        {
            var statement = _system.Explain(Query("person", ["id"], Keys(fields, KeyComparison.Exact)), catalogue);
            var keys = string.Join(", ", fields.Select((_, number) => $"k{number}"));
            await _database.ExecuteAsync($"DROP TABLE IF EXISTS temp.privacy_keys_0; CREATE TABLE temp.privacy_keys_0 ({keys}, PRIMARY KEY ({keys})) WITHOUT ROWID");
            Assert.Matches($"SEARCH t USING .*{index}", await _database.PlanAsync(statement));
        }
    }

    [Fact]
    public async Task Columns_with_a_collation_that_is_not_here_are_read_all_the_same()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE cell (id INTEGER, body TEXT COLLATE NOCASE); INSERT INTO cell VALUES (1, 'ann@example.com'), (2, 'Ann@example.com');
            PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'elsewhere'); PRAGMA writable_schema = OFF
            """);
        await using var system = _database.Connect();
        Assert.Equal("2", await system.FirstsAsync(Query("cell", ["id"], Keys("body", "Ann@example.com"))));
        Assert.Equal("2", await system.FirstsAsync(Query("cell", ["id"], Keys("body", KeyComparison.Email, "Ann@example.com"))));
        Assert.Equal("1 2", await system.FirstsAsync(Query("cell", ["id"], Keys("body", KeyComparison.IgnoringCase, "ANN@example.com"))));
    }

    [Theory]
    [InlineData("UTF-16le")]
    [InlineData("UTF-16be")]
    public async Task Files_in_another_encoding_come_out_in_utf8(string encoding)
    {
        await _database.ExecuteAsync($"PRAGMA encoding = '{encoding}'; CREATE TABLE cell (id INTEGER, body TEXT); INSERT INTO cell VALUES (1, 'jürgen' || char(0) || '😀'), (2, 'ü{new string('x', 70_000)}')");
        var query = Query("cell", ["id", "body"], Keys("id", "1", "2")) with { KeyFields = ["body"] };
        var rows = await _system.RowsAsync(query);
        Assert.Equal("jürgen\0😀", rows[0].GetProperty("body").GetString());
        Assert.Equal($"ü{new string('x', 70_000)}", rows[1].GetProperty("body").GetProperty("$large").GetString());
    }

    [Fact]
    public async Task Long_values_are_read_from_tables_of_every_build()
    {
        var body = new string('y', 300_000);
        await _database.ExecuteAsync($"""
            CREATE TABLE plain (rowid TEXT, id INTEGER, body TEXT, photo BLOB); INSERT INTO plain VALUES ('x', 1, '{body}', zeroblob(200000));
            CREATE TABLE keyed (id INTEGER PRIMARY KEY, body TEXT, photo BLOB) WITHOUT ROWID; INSERT INTO keyed SELECT id, body, photo FROM plain;
            CREATE VIEW seen AS SELECT * FROM plain;
            CREATE TABLE made (id INTEGER, half TEXT, body TEXT GENERATED ALWAYS AS (half || half) VIRTUAL, photo BLOB); INSERT INTO made VALUES (1, '{body[..150_000]}', zeroblob(200000));
            """);
        foreach (var table in (string[])["plain", "keyed", "seen", "made"])
        {
            var row = Assert.Single(await _system.RowsAsync(Query(table, ["body", "photo"], Keys("id", "1"))));
            Assert.Equal(body, row.GetProperty("body").GetProperty("$large").GetString());
            Assert.Equal(Convert.ToBase64String(new byte[200_000]), row.GetProperty("photo").GetProperty("$large").GetString());
        }
    }

    [Fact]
    public async Task Bytes_beyond_the_limit_become_files()
    {
        await _database.ExecuteAsync("CREATE TABLE cell (id INTEGER, body BLOB); INSERT INTO cell VALUES (1, randomblob(64)), (2, randomblob(65))");
        await using var reader = await _system.ReadAsync(Query("cell", ["body"], Keys("id", "1", "2")), default);
        await reader.ReadAsync(default);
        Assert.Equal(FieldContent.Inline, await reader.ContentAsync(0, default));
        await reader.ReadAsync(default);
        Assert.Equal(FieldContent.LargeBytes, await reader.ContentAsync(0, default));
    }
}
