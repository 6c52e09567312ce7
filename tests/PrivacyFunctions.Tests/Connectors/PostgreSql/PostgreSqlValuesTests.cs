using System.Globalization;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.PostgreSql;

/// <summary>Every type comes out lossless; the expected values are written by hand from the types' documentation.</summary>
public sealed class PostgreSqlValuesTests : IAsyncLifetime
{
    private PostgreSqlTestSystem _database = null!;
    private IConnectedSystem _system = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgreSqlTestSystem.CreateAsync();
        _system = _database.Connect();
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _database.DisposeAsync();
    }

    public static TheoryData<string, string, string> Values => new()
    {
        { "smallint", "-32768", "-32768" },
        { "bigint", "9223372036854775807", "9223372036854775807" },
        { "oid", "4294967295", "4294967295" },
        { "numeric", "12345678901234567890123456789012345678.900000000000000000000000000000000000001", "12345678901234567890123456789012345678.900000000000000000000000000000000000001" },
        { "numeric(12,4)", "1.5", "1.5000" },
        { "numeric", "1e-30", "0.000000000000000000000000000001" },
        { "numeric", "NaN", "\"NaN\"" },
        { "numeric", "-Infinity", "\"-Infinity\"" },
        { "real", "0.1", "0.1" },
        { "real", "3.4028235e38", "3.4028235e+38" },
        { "double precision", "0.1", "0.1" },
        { "double precision", "5e-324", "5e-324" },
        { "double precision", "-0", "-0" },
        { "double precision", "NaN", "\"NaN\"" },
        { "double precision", "Infinity", "\"Infinity\"" },
        { "boolean", "t", "true" },
        { "boolean", "f", "false" },
        { "text", "ä\n\"", "\"ä\\n\\\"\"" },
        { "character(5)", "ab", "\"ab   \"" },
        { "\"char\"", "x", "\"x\"" },
        { "name", "n", "\"n\"" },
        { "uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"" },
        { "bytea", "\\x00ff10", "\"AP8Q\"" },
        { "bytea", "", "\"\"" },
        { "date", "2024-02-29", "\"2024-02-29\"" },
        { "date", "0044-03-15 BC", "\"-0043-03-15\"" },
        { "date", "0001-12-31 BC", "\"0000-12-31\"" },
        { "date", "12024-01-01", "\"+12024-01-01\"" },
        { "date", "infinity", "\"infinity\"" },
        { "timestamp", "2024-01-01 10:00:00.123456", "\"2024-01-01T10:00:00.123456\"" },
        { "timestamp", "-infinity", "\"-infinity\"" },
        { "timestamp(0)", "2024-01-01 10:00:00", "\"2024-01-01T10:00:00\"" },
        { "timestamptz", "2024-01-01 10:00:00.5+02", "\"2024-01-01T08:00:00.5Z\"" },
        { "timestamptz", "0044-03-15 12:00:00+00 BC", "\"-0043-03-15T12:00:00Z\"" },
        { "timestamptz", "infinity", "\"infinity\"" },
        { "time", "24:00:00", "\"24:00:00\"" },
        { "time(3)", "10:00:00.125", "\"10:00:00.125\"" },
        { "timetz", "10:00:00-05", "\"10:00:00-05:00\"" },
        { "timetz", "10:00:00+05:30", "\"10:00:00+05:30\"" },
        { "timetz", "10:00:00+00", "\"10:00:00Z\"" },
        { "interval", "1 year 2 mons 3 days 04:05:06.7", "\"P1Y2M3DT4H5M6.7S\"" },
        { "json", "{\"b\": 1.10, \"a\": [1e400, 12345678901234567890], \"b\": null}", "{\"b\": 1.10, \"a\": [1e400, 12345678901234567890], \"b\": null}" },
        { "jsonb", "{\"b\":1.10,\"a\":\"\\u00e4\"}", "{\"a\": \"ä\", \"b\": 1.10}" },
        { "jsonb", "null", "null" },
        { "json", "\"\\ud800\"", "\"\\\"\\\\ud800\\\"\"" },
        { "integer[]", "{1,NULL,3}", "[1,null,3]" },
        { "integer[]", "{}", "[]" },
        { "integer[][]", "{{1,2},{3,4}}", "[[1,2],[3,4]]" },
        { "integer[]", "[0:1]={1,2}", "\"[0:1]={1,2}\"" },
        { "text[]", "{a,\"b \\\"c\\\" \\\\ , {d}\",\"NULL\",NULL,\"\"}", "[\"a\",\"b \\\"c\\\" \\\\ , {d}\",\"NULL\",null,\"\"]" },
        { "numeric[]", "{1.50,NaN}", "[1.50,\"NaN\"]" },
        { "boolean[]", "{t,f}", "[true,false]" },
        { "bytea[]", "{\"\\\\x00ff\"}", "[\"AP8=\"]" },
        { "timestamptz[]", "{\"2024-01-01 10:00:00+00\"}", "[\"2024-01-01T10:00:00Z\"]" },
        { "jsonb[]", "{\"{\\\"a\\\": 1}\"}", "[{\"a\": 1}]" },
        { "box[]", "{(1,1),(0,0);(3,3),(2,2)}", "[\"(1,1),(0,0)\",\"(3,3),(2,2)\"]" },
        { "uuid[]", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]" },
        { "int4range", "[1,5)", "\"[1,5)\"" },
        { "int4multirange", "{[1,3),[5,7)}", "\"{[1,3),[5,7)}\"" },
        { "inet", "192.168.0.1/24", "\"192.168.0.1/24\"" },
        { "cidr", "10.0.0.0/8", "\"10.0.0.0/8\"" },
        { "macaddr", "08:00:2b:01:02:03", "\"08:00:2b:01:02:03\"" },
        { "bit(4)", "1010", "\"1010\"" },
        { "bit varying", "101", "\"101\"" },
        { "money", "12.34", "\"$12.34\"" },
        { "xml", "<a>&lt;</a>", "\"<a>&lt;</a>\"" },
        { "tsvector", "a fat cat", "\"'a' 'cat' 'fat'\"" },
        { "point", "(1.5,-2)", "\"(1.5,-2)\"" },
        { "polygon", "((0,0),(1,1))", "\"((0,0),(1,1))\"" },
        { "pg_lsn", "16/B374D848", "\"16/B374D848\"" },
        { "mood", "sad", "\"sad\"" },
        { "mood[]", "{sad,ok}", "[\"sad\",\"ok\"]" },
        { "positive", "7", "7" },
        { "place", "(\"Main Street\",7)", "\"(\\\"Main Street\\\",7)\"" },
        { "citext", "MiXed", "\"MiXed\"" },
        { "hstore", "a=>1,b=>NULL", "\"\\\"a\\\"=>\\\"1\\\", \\\"b\\\"=>NULL\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Values_come_out_lossless(string type, string value, string expected)
    {
        await TypesAsync();
        await _database.ExecuteAsync($"CREATE TABLE cell (id INTEGER, body {type}, after TEXT); INSERT INTO cell VALUES (1, '{value.Replace("'", "''")}', 'a'), (2, NULL, 'b')");
        await using var reader = await _system.ReadAsync(Query("cell", ["body", "after"], Keys("id", "1")), default);
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal($"{{\"body\":{expected},\"after\":\"a\"}}", Encoding.UTF8.GetString(await RowAsync(reader)));
        Assert.Equal("{\"body\":null,\"after\":\"b\"}", Assert.Single(await _system.RowsAsync(Query("cell", ["body", "after"], Keys("id", "2")))).GetRawText());
    }

    [Fact]
    public async Task Text_forms_do_not_depend_on_how_the_role_is_set_up()
    {
        var connection = _database.Connection();
        var odd = connection.Settings["connection_string"] + ";Options=-c datestyle=German -c timezone=Asia/Kathmandu -c intervalstyle=sql_standard -c extra_float_digits=-5 -c bytea_output=escape";
        await _database.ExecuteAsync("""
            CREATE TABLE cell (id INTEGER, at TIMESTAMPTZ, day DATE, span INTERVAL, rate DOUBLE PRECISION, body BYTEA);
            INSERT INTO cell VALUES (1, '2024-01-01 00:00:00+00', '2024-02-01', '36 hours', 0.1234567890123456, '\x00ff')
            """);
        await using var system = _database.Connector.Connect(connection with { Settings = new Dictionary<string, string> { ["connection_string"] = odd } });
        var row = Assert.Single(await system.RowsAsync(Query("cell", ["at", "day", "span", "rate", "body"], Keys("id", "1"))));
        Assert.Equal("""{"at":"2024-01-01T00:00:00Z","day":"2024-02-01","span":"PT36H","rate":0.1234567890123456,"body":"AP8="}""", row.GetRawText());
    }

    public static TheoryData<string, string, string> KeyTexts => new()
    {
        { "smallint", "7", "7" }, { "numeric(12,4)", "1.5", "1.5" }, { "numeric", "100", "100" }, { "numeric", "-0.00", "0" },
        { "double precision", "1e+20", "100000000000000000000" }, { "double precision", "1e-7", "0.0000001" }, { "real", "0.1", "0.1" },
        { "boolean", "t", "true" }, { "text", " a ", " a " }, { "character(5)", "ab", "ab" }, { "citext", "Ab", "Ab" },
        { "uuid", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11" }, { "bytea", "\\x00ff10", "AP8Q" },
        { "date", "2024-02-29", "2024-02-29" }, { "timestamp", "2024-01-01 10:00:00.50", "2024-01-01T10:00:00.5" },
        { "timestamptz", "2024-01-01 10:00:00+02", "2024-01-01T08:00:00Z" }, { "time", "10:00:00", "10:00:00" }, { "mood", "sad", "sad" },
        { "inet", "10.0.0.1", "10.0.0.1" }, { "positive", "7", "7" }, { "oid", "7", "7" },
    };

    [Theory]
    [MemberData(nameof(KeyTexts))]
    public async Task A_key_read_from_a_column_finds_its_row_again(string type, string value, string canonical)
    {
        await TypesAsync();
        await _database.ExecuteAsync($"CREATE TABLE cell (id INTEGER, body {type}, many {type}[]); INSERT INTO cell VALUES (1, '{value}', ARRAY['{value}']::{type}[]), (2, NULL, NULL), (3, NULL, '{{}}')");
        await using (var reader = await _system.ReadAsync(Query("cell", ["body"], Keys("id", "1", "2")) with { KeyFields = ["body"] }, default))
        {
            Assert.True(await reader.ReadAsync(default));
            Assert.True(reader.TryGetKey(0, out var key));
            Assert.Equal(canonical, key.Text);
            Assert.True(await reader.ReadAsync(default));
            Assert.False(reader.TryGetKey(0, out _));
        }

        Assert.Equal("1", await _system.FirstsAsync(Query("cell", ["id"], Keys("body", canonical))));
        Assert.Equal("1", await _system.FirstsAsync(Query("cell", ["id"], Keys("many", canonical, "nothing like it"))));
        Assert.Equal("1", await _system.FirstsAsync(Query("cell", ["id"], Keys(["id", "body"], KeyComparison.Exact, Tuple("1", canonical), Tuple("2", canonical)))));
        var many = Enumerable.Range(0, 5000).Select(number => KeyTuple.Of(number.ToString(CultureInfo.InvariantCulture))).Append(KeyTuple.Of(canonical)).ToArray();
        Assert.Equal("1", await _system.FirstsAsync(Query("cell", ["id"], Keys(["body"], KeyComparison.Exact, many))));
    }

    [Theory]
    [InlineData("smallint", "100000")]
    [InlineData("integer", "1.5")]
    [InlineData("numeric", "NaN")]
    [InlineData("numeric", "1e5000")]
    [InlineData("real", "1e39")]
    [InlineData("double precision", "1e-400")]
    [InlineData("double precision", "0.1000000000000000055")]
    [InlineData("boolean", "yes please")]
    [InlineData("uuid", "a0eebc99")]
    [InlineData("bytea", "not base64!")]
    [InlineData("date", "2024-02-30")]
    [InlineData("timestamptz", "tomorrow")]
    [InlineData("timestamp", "2024-01-01T10:00:00+02:00")]
    [InlineData("time", "25:00:00")]
    [InlineData("mood", "elated")]
    [InlineData("inet", "300.1.1.1")]
    [InlineData("interval", "long")]
    [InlineData("xml", "<a")]
    [InlineData("integer[]", "x")]
    public async Task A_key_that_its_column_cannot_hold_finds_nothing_and_breaks_nothing(string type, string key)
    {
        await TypesAsync();
        await _database.ExecuteAsync($"CREATE TABLE cell (id INTEGER, body {type}); INSERT INTO cell VALUES (1, NULL)");
        Assert.Empty(await _system.RowsAsync(Query("cell", ["id"], Keys("body", key))));
        Assert.Empty(await _system.RowsAsync(Query("cell", ["id"], Keys(["body", "id"], KeyComparison.Exact, Tuple(key, "1")))));
    }

    private Task TypesAsync() => _database.ExecuteAsync("""
        SET client_min_messages = error;
        CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN positive AS INTEGER CHECK (VALUE > 0); CREATE TYPE place AS (street TEXT, number INTEGER);
        """);
}
