using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    [Fact]
    public async Task Rows_with_a_key_are_read_and_no_others()
    {
        await PeopleAsync();
        var rows = await System.RowsAsync(Query("person", ["id", "email", "note"], Keys("company", "7")));
        Assert.Equal(
            ["""{"id":1,"email":"ann@example.com","note":"first"}""", """{"id":2,"email":"bob@example.com","note":null}"""],
            rows.Select(row => row.GetRawText()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_row_that_several_sets_match_is_read_once()
    {
        await PeopleAsync();
        var query = Query("person", ["id"], Keys("company", "7", "8"), Keys("id", "1", "4"), Keys("email", KeyComparison.Email, "ann@example.com"));
        Assert.Equal("1 2 3 4 5", await System.FirstsAsync(query));
    }

    [Fact]
    public async Task Composite_keys_match_whole()
    {
        await PeopleAsync();
        var keys = Keys(["company", "branch"], KeyComparison.Exact, Tuple("7", "south"), Tuple("8", "south"), Tuple("9", "west"));
        Assert.Equal("2 5", await System.FirstsAsync(Query("person", ["id"], keys)));
    }

    [Fact]
    public async Task Composite_keys_with_an_address_match_whole()
    {
        await PeopleAsync();
        var keys = Keys(["email", "company"], KeyComparison.Email, Tuple("Ann@example.com", "8"), Tuple("bob@example.com", "9"));
        Assert.Equal("3", await System.FirstsAsync(Query("person", ["id"], keys)));
    }

    [Fact]
    public async Task Addresses_are_equal_up_to_blanks_and_the_case_of_the_domain()
    {
        await PeopleAsync();
        await Database.ExecuteAsync("""
            INSERT INTO person VALUES (11, 'ann@bücher.example', 1, NULL, NULL), (12, 'ann@xn--bcher-kva.example', 1, NULL, NULL),
                (13, 'a.nn@example.com', 1, NULL, NULL), (14, 'ann+x@example.com', 1, NULL, NULL), (15, 'x ann@example.com', 1, NULL, NULL),
                (16, 'ann@example.com.evil.example', 1, NULL, NULL), (17, 'ann', 1, NULL, NULL), (18, '%@example.com', 1, NULL, NULL);
            """);
        Assert.Equal("1 5", await System.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.Email, "ann@EXAMPLE.com"))));
        Assert.Equal("1 3 5", await System.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.EmailIgnoringCase, " aNN@example.com"))));
        Assert.Equal("11 12", await System.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.Email, "ann@BÜCHER.example"))));
        Assert.Equal("", await System.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.Email, "%@%", "ann", "_nn@example.org"))));
    }

    [Fact]
    public async Task Addresses_beyond_ascii_compare_without_case_when_the_field_says_so()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, login TEXT);
            INSERT INTO person VALUES (1, 'JÜRGEN@example.com', 'ÉMILE'), (2, 'jürgen@EXAMPLE.com', 'émile'), (3, 'jurgen@example.com', 'emile'), (4, 'jrgen@example.com', 'mile');
            """);
        Assert.Equal("1 2", await System.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.EmailIgnoringCase, "Jürgen@example.com"))));
        Assert.Equal("2", await System.FirstsAsync(Query("person", ["id"], Keys("email", KeyComparison.Email, "jürgen@example.com"))));
        Assert.Equal("1 2", await System.FirstsAsync(Query("person", ["id"], Keys("login", KeyComparison.IgnoringCase, "Émile"))));
        Assert.Equal("3", await System.FirstsAsync(Query("person", ["id"], Keys("login", KeyComparison.IgnoringCase, "EMILE"))));
    }

    [Fact]
    public async Task Keys_that_cannot_be_cast_or_are_empty_are_dropped()
    {
        await PeopleAsync();
        var query = Query("person", ["id"], Keys("company", "seven", "", "7.5", "99999999999999999999", "' OR 1=1 --", "8"));
        Assert.Equal("3", await System.FirstsAsync(query));
        Assert.Equal("", await System.FirstsAsync(Query("person", ["id"], Keys("note", "", "%", "*", "NULL"))));
        Assert.Equal("", await System.FirstsAsync(Query("person", ["id"], Keys("note", "\0", "a\0b", "\ud800"))));
    }

    [Fact]
    public async Task Without_keys_nothing_is_asked()
    {
        await PeopleAsync();
        await System.DescribeAsync(default);
        await Database.ExecuteAsync("DROP TABLE person");
        await using var reader = await System.ReadAsync(Query("person", ["id"], Keys("id")), default);
        Assert.False(await reader.ReadAsync(default));
        Assert.False(reader.CapReached);
        Assert.Equal("id", reader.Fields[0].Name);
    }

    [Fact]
    public async Task Excepted_rows_are_left_out_also_where_their_fields_are_null_and_where_there_is_no_primary_key()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE visit (id INTEGER, person INTEGER, company INTEGER, email TEXT, body TEXT);
            INSERT INTO visit VALUES (1, 1, 7, 'ann@example.com', '{"by": "x"}'), (2, NULL, 7, NULL, NULL), (3, 2, 7, 'bob@example.com', '{"by": "y"}'),
                (4, 2, 7, ' ann@EXAMPLE.com ', '{"by": ["z", "x"]}'), (5, 1, 8, NULL, NULL), (6, NULL, 7, 'ann', 'no document');
            """);
        var company = Keys("company", "7");
        async Task<string> Left(params KeySet[] except) => await System.FirstsAsync(Query("visit", ["id"], company) with { Except = except });
        Assert.Equal("2 3 4 6", await Left(Keys("person", "1")));
        Assert.Equal("2 3 6", await Left(Keys("email", KeyComparison.Email, "ann@example.com")));
        Assert.Equal("2 3 6", await Left(Keys("body.by", "x")));
        Assert.Equal("2 6", await Left(Keys("body.by", "x"), Keys(["person", "company"], KeyComparison.Exact, Tuple("2", "7"), Tuple("1", "8"))));
        Assert.Equal("1 2 3 4 6", await Left(Keys("person")));
        Assert.Equal("", await Left(Keys("company", "7")));
        var capped = Query("visit", ["id"], Keys("email", KeyComparison.Email, "ann@example.com", "bob@example.com")) with { Except = [Keys("person", "2")], RowCap = 1 };
        Assert.Equal("1", await System.FirstsAsync(capped));
    }

    [Theory]
    [InlineData(4097)]
    public async Task Many_excepted_keys_leave_out_what_few_would(int count)
    {
        await PeopleAsync();
        var addresses = Enumerable.Range(0, count).Select(number => KeyTuple.Of($"nobody{number}@example.com")).Append(KeyTuple.Of("bob@example.com"));
        var numbers = Enumerable.Range(100, count).Select(number => KeyTuple.Of($"{number}")).Append(KeyTuple.Of("3"));
        var query = Query("person", ["id"], Keys("company", "7", "8", "9")) with { Except = [Keys(["email"], KeyComparison.Email, [.. addresses]), Keys(["id"], KeyComparison.Exact, [.. numbers])] };
        Assert.Equal("1 5", await System.FirstsAsync(query));
    }

    [Fact]
    public async Task A_query_without_a_key_predicate_is_refused()
    {
        await PeopleAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => System.ReadAsync(Query("person", ["id"]), default));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20_000)]
    public async Task Many_keys_find_what_few_would(int count)
    {
        await PeopleAsync();
        var numbers = Enumerable.Range(100, count - 1).Select(number => KeyTuple.Of($"{number}")).Append(KeyTuple.Of("3"));
        var addresses = Enumerable.Range(0, count - 1).Select(number => KeyTuple.Of($"nobody\t{number}\\@example.com")).Append(KeyTuple.Of("bob@example.com"));
        var composite = Enumerable.Range(0, count - 1).Select(number => Tuple($"{number}", "no\nwhere\\")).Append(Tuple("9", "west"));
        var query = Query(
            "person", ["id"], Keys(["id"], KeyComparison.Exact, [.. numbers]), Keys(["email"], KeyComparison.Email, [.. addresses]),
            Keys(["company", "branch"], KeyComparison.Exact, [.. composite]));
        Assert.Equal("2 3 5", await System.FirstsAsync(query));
    }

    [Fact]
    public async Task Nested_fields_and_array_elements_are_found_by_any_element()
    {
        foreach (var type in Database.DocumentTypes)
        {
            await Database.ExecuteAsync($$$"""
                CREATE TABLE document_{{{type}}} (id INTEGER PRIMARY KEY, body {{{type}}});
                INSERT INTO document_{{{type}}} VALUES
                (1, '{"profile": {"email": "ann@example.com", "ids": [1, 2]}}'), (2, '{"profile": [{"email": "bob@example.com"}, {"email": ["x", "Ann@Example.com"]}]}'),
                (3, '{"email": "ann@example.com"}'), (4, '["ann@example.com", 5]'), (5, '{"profile": {"ids": [[2.0, true], "3"], "email": null}}'),
                (6, '"ann@example.com"'), (7, NULL), (8, '{"profile": {"em\u0061il": "\u0061nn@example.com"}}'), (9, '{"pro.file": {"a\"b": "c\\d"}}')
                """);
            async Task<string> Ids(string field, string key, KeyComparison comparison = KeyComparison.Exact) =>
                await System.FirstsAsync(Query($"document_{type}", ["id"], Keys(field, comparison, key)));
            Assert.Equal("1 8", await Ids("body.profile.email", "ann@example.com"));
            Assert.Equal("1 2 8", await Ids("body.profile.email", "ANN@example.com", KeyComparison.EmailIgnoringCase));
            Assert.Equal("1 5", await Ids("body.profile.ids", "2"));
            Assert.Equal("5", await Ids("body.profile.ids", "true"));
            Assert.Equal("5", await Ids("body.profile.ids", "3"));
            Assert.Equal("4 6", await Ids("body", "ann@example.com"));
            Assert.Equal("", await Ids("body.profile", "ann@example.com"));
            Assert.Equal("", await Ids("body.nothing", "ann@example.com"));
        }
    }

    [Fact]
    public async Task Parts_of_a_key_match_in_one_element_and_with_what_stands_outside_its_array()
    {
        foreach (var type in Database.DocumentTypes)
        {
            await Database.ExecuteAsync($$$"""
                CREATE TABLE basket_{{{type}}} (id INTEGER PRIMARY KEY, shop INTEGER, body {{{type}}});
                INSERT INTO basket_{{{type}}} VALUES
                (1, 1, '{"line": {"shop": 1, "number": 5}}'), (2, 1, '{"line": [{"shop": 1, "number": 6}, {"shop": 2, "number": 5}]}'),
                (3, 1, '{"line": [{"shop": 1}, {"number": 5}, {"number": 6}]}'), (4, 1, '{"line": [{"shop": 1, "number": 5}]}'), (5, 2, '{"line": {"number": 5}}'),
                (6, 3, '{"shop": 1, "line": [{"number": 5}, {"number": 7}]}'), (7, 3, '{"shop": [1, 2], "line": [{"number": 5}, {"number": 7}]}'), (8, 3, '{"shop": [1, 1], "line": [[{"number": "5"}], null]}'),
                (9, NULL, '{"line": [{"shop": [1, 4], "number": 5}, {"shop": [8, 9], "number": [5, 6]}]}')
                """);
            var query = Query($"basket_{type}", ["id"], Keys(["body.line.shop", "body.line.number"], KeyComparison.Exact, Tuple("1", "5")));
            Assert.Equal("1 4 9", await System.FirstsAsync(query));
            async Task<string> Ids(string shop, string number, params KeyTuple[] tuples) => await System.FirstsAsync(Query($"basket_{type}", ["id"], Keys([shop, number], KeyComparison.Exact, tuples)));
            Assert.Equal("1 2 3 4", await Ids("shop", "body.line.number", Tuple("1", "5")));
            Assert.Equal("2 3", await Ids("shop", "body.line.number", Tuple("1", "6"), Tuple("2", "7"), Tuple("4", "5")));
            Assert.Equal("6 8", await Ids("body.shop", "body.line.number", Tuple("1", "5")));
            Assert.Equal("6", await Ids("body.shop", "body.line.number", Tuple("1", "7"), Tuple("2", "5")));
            Assert.Equal("9", await Ids("body.line.shop", "body.line.number", Tuple("4", "5"), Tuple("8", "6")));
            KeyTuple[] many = [.. Enumerable.Range(0, 5000).Select(number => Tuple($"{number + 10}", "5")), Tuple("1", "5")];
            Assert.Equal("1 4 9", await Ids("body.line.shop", "body.line.number", many));
            var selection = new RecordSelection { Collection = $"basket_{type}", KeySets = [Keys(["body.line.shop", "body.line.number"], KeyComparison.Exact, Tuple("1", "5"), Tuple("2", "6"))] };
            Assert.Equal(3, await System.CountAsync(selection, default));
            var result = await System.ChangeAsync(new RecordChange.Delete { Rows = selection, MostRows = 3 }, default);
            Assert.Equal((3, "2 3 5 6 7 8"), (result.Deleted, await Database.TableAsync($"SELECT id FROM basket_{type}")));
        }
    }

    [Fact]
    public async Task Keys_take_the_form_that_rows_give_them()
    {
        await Database.ExecuteAsync($"CREATE TABLE person (id INTEGER, code TEXT, email TEXT, body {Database.DocumentTypes[0]})");
        var keys = Keys(["id", "code", "body.number"], KeyComparison.Exact, Tuple("007", "007", "007"), Tuple("-0", "", "x"));
        Assert.Equal([Tuple("7", "007", "007"), Tuple("0", "", "x")], await System.CastAsync(Changing.Rows("person", keys), default).ToListAsync());
        Assert.Equal([Tuple("Ann@EXAMPLE.com")], await System.CastAsync(Changing.Rows("person", Keys("email", KeyComparison.Email, "Ann@EXAMPLE.com")), default).ToListAsync());
        await Changing.FailsAsync(ConnectorFailureKind.SchemaChanged, async () => await System.CastAsync(Changing.Rows("person", Keys("gone", "1")), default).ToListAsync());
    }

    [Fact]
    public async Task A_column_whose_name_holds_dots_is_found()
    {
        await Database.ExecuteAsync("""CREATE TABLE person (id INTEGER, "home.mail" TEXT); INSERT INTO person VALUES (1, 'a'), (2, 'b')""");
        Assert.Equal("2", await System.FirstsAsync(Query("person", ["id"], Keys("home.mail", "b"))));
    }

    [Fact]
    public async Task Documents_that_are_broken_or_odd_do_not_stop_the_reading_of_others()
    {
        await Database.ExecuteAsync("CREATE TABLE document (id INTEGER PRIMARY KEY, body TEXT)");
        var bodies = new[] { "{\"a\":\"k\"}", "{\"a\":", "", "k", "{\"a\":\"\\ud800\"}", "{\"a\":1e999999}", "{\"a\":[\"\\u006b\"]}", new string('[', 5000) };
        foreach (var (body, id) in bodies.Select((body, index) => (body, index)))
            await Database.ExecuteAsync($"INSERT INTO document VALUES ({id}, {Database.Placeholder(1)})", body);
        Assert.Equal("0 6", await System.FirstsAsync(Query("document", ["id"], Keys("body.a", "k"))));
    }
}
