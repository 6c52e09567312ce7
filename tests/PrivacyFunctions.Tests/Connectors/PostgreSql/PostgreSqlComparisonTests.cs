using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.PostgreSql;

public sealed class PostgreSqlComparisonTests : IAsyncLifetime
{
    private PostgreSqlTestSystem _database = null!;
    private IConnectedSystem _system = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgreSqlTestSystem.CreateAsync();
        _system = _database.Connect();
        await _database.ExecuteAsync("CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("citext")]
    [InlineData("text COLLATE loose")]
    [InlineData("varchar(40) COLLATE loose")]
    public async Task Exact_is_exact_whatever_the_column_calls_equal(string type)
    {
        await _database.ExecuteAsync($"CREATE TABLE person (id INTEGER, email {type}, other {type}); INSERT INTO person VALUES (1, 'Ann', 'x'), (2, 'ann', 'x'), (3, 'ANN', 'X')");
        Assert.True((await _system.DescribeAsync(default)).Find("person")!.Find("email")!.LooselyCompared);
        Assert.Equal("2", await _system.FirstsAsync(Query("person", ["id"], Keys("email", "ann"))));
        Assert.Equal("1", await _system.FirstsAsync(Query("person", ["id"], Keys(["email", "other"], KeyComparison.Exact, Tuple("Ann", "x"), Tuple("ann", "X")))));
        var many = Enumerable.Range(0, 5000).Select(number => KeyTuple.Of($"nobody-{number}")).Append(KeyTuple.Of("ANN")).ToArray();
        Assert.Equal("3", await _system.FirstsAsync(Query("person", ["id"], Keys(["email"], KeyComparison.Exact, many))));
        Assert.Equal("1 2 3", await _system.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.IgnoringCase, "aNN"))));
    }

    [Fact]
    public async Task Addresses_in_loosely_compared_columns_are_compared_by_our_rule()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER, email citext); INSERT INTO person VALUES (1, 'Ann@example.com'), (2, 'ann@EXAMPLE.com')");
        Assert.Equal("2", await _system.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.Email, "ann@example.com"))));
    }

    [Theory]
    [InlineData("bytea", "\\x00ff10", "AP8Q")]
    [InlineData("boolean", "t", "true")]
    [InlineData("numeric(5,2)", "1.5", "1.5")]
    [InlineData("double precision", "1e20", "100000000000000000000")]
    [InlineData("timestamptz", "2024-01-01 10:00:00+02", "2024-01-01T08:00:00Z")]
    [InlineData("uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")]
    public async Task Beside_an_address_any_type_is_compared_as_itself(string type, string value, string key)
    {
        await _database.ExecuteAsync($"CREATE TABLE person (id INTEGER, email TEXT, part {type}); INSERT INTO person VALUES (1, ' ann@EXAMPLE.com', '{value}'), (2, 'ann@example.com', NULL)");
        Assert.Equal("1", await _system.FirstsAsync(Query("person", ["id"], Keys(["email", "part"], KeyComparison.Email, Tuple("ann@example.com", key)))));
    }

    [Fact]
    public async Task A_number_halfway_between_two_shorter_texts_is_found_by_its_own_key()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER, part DOUBLE PRECISION); INSERT INTO person VALUES (1, -941e19)");
        await using var reader = await _system.ReadAsync(Query("person", ["part"], Keys("id", "1")) with { KeyFields = ["part"] }, default);
        Assert.True(await reader.ReadAsync(default));
        Assert.True(reader.TryGetKey(0, out var key));

        Assert.Equal("1", await _system.FirstsAsync(Query("person", ["id"], Keys("part", key.Text))));
    }

    [Fact]
    public async Task Any_element_of_an_array_may_match_also_by_our_rule()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER, emails TEXT[], numbers INTEGER[], documents JSONB[]);
            INSERT INTO person VALUES (1, '{x,ann@EXAMPLE.com}', '{1,2}', ARRAY['{"a": ["k"]}'::jsonb]), (2, '{Ann@example.com}', '{{2,3},{4,5}}', NULL), (3, NULL, NULL, NULL)
            """);
        Assert.Equal("1", await _system.FirstsAsync(Query("person", ["id"], Keys("emails", KeyComparison.Email, "ann@example.com"))));
        Assert.Equal("1 2", await _system.FirstsAsync(Query("person", ["id"], Keys("emails", KeyComparison.EmailIgnoringCase, "ann@example.com"))));
        Assert.Equal("2", await _system.FirstsAsync(Query("person", ["id"], Keys("emails", "Ann@example.com"))));
        Assert.Equal("1 2", await _system.FirstsAsync(Query("person", ["id"], Keys("numbers", "2"))));
        Assert.Equal("2", await _system.FirstsAsync(Query("person", ["id"], Keys("numbers", "5", "9"))));
        Assert.Equal("1", await _system.FirstsAsync(Query("person", ["id"], Keys("documents.a", "k"))));
        Assert.Equal("1", await _system.FirstsAsync(Query("person", ["id"], Keys(["id", "numbers"], KeyComparison.Exact, Tuple("1", "2"), Tuple("2", "1")))));
    }

    [Fact]
    public async Task Documents_of_the_json_type_that_jsonb_would_refuse_do_not_stop_the_reading()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE document (id INTEGER, body JSON);
            INSERT INTO document VALUES (1, '{"a": "\u0000", "b": "k"}'), (2, '{"a": "\ud800", "b": "k"}'), (3, '{"b": 1e-999999999}'), (4, '{"b": 1e1}')
            """);
        Assert.Equal("1 2", await _system.FirstsAsync(Query("document", ["id"], Keys("body.b", "k"))));
        Assert.Equal("4", await _system.FirstsAsync(Query("document", ["id"], Keys("body.b", "10"))));
    }

    [Fact]
    public async Task Databases_of_another_encoding_are_asked_only_for_what_they_can_store()
    {
        await using var latin = await PostgreSqlTestSystem.CreateAsync("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        await using var system = latin.Connect();
        await latin.ExecuteAsync("CREATE TABLE person (id INTEGER, email TEXT); INSERT INTO person VALUES (1, 'jürgen@example.com'), (2, '  ann@example.com')");
        Assert.Equal("1", await system.FirstsAsync(Query("person", ["id"], Keys("email", "jürgen@example.com", "日本@example.com"))));
        Assert.Equal("1 2", await system.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.Email, "jürgen@example.com", "日本@example.com", "ann@example.com"))));
        Assert.Equal("1", await system.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.EmailIgnoringCase, "JÜRGEN@example.com", "日本@example.com"))));
    }

    [Fact]
    public async Task Text_that_is_not_valid_in_its_encoding_comes_out_as_bytes_and_is_no_key()
    {
        await using var bytes = await PostgreSqlTestSystem.CreateAsync("ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0");
        await using var system = bytes.Connect();
        await bytes.ExecuteAsync("""
            CREATE TABLE person (id INTEGER, email TEXT, many TEXT[]);
            INSERT INTO person VALUES (1, E'ann\xff@example.com', ARRAY[E'a\xff']), (2, 'ann@example.com', NULL)
            """);
        var query = Query("person", ["id", "email", "many"], Keys("id", "1"), Keys("email", KeyComparison.EmailIgnoringCase, "ANN@example.com", "jürgen@example.com"));
        await using var reader = await system.ReadAsync(query with { KeyFields = ["email"] }, default);
        Assert.True(await reader.ReadAsync(default));
        Assert.False(reader.TryGetKey(1, out _));
        Assert.Equal("""{"id":1,"email":{"$bytes":"YW5u/0BleGFtcGxlLmNvbQ=="},"many":[{"$bytes":"Yf8="}]}""", Encoding.UTF8.GetString(await RowAsync(reader)));
        Assert.True(await reader.ReadAsync(default));
        Assert.True(reader.TryGetKey(1, out var key));
        Assert.Equal("ann@example.com", key.Text);
        Assert.False(await reader.ReadAsync(default));
    }
}
