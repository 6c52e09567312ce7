using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    public static TheoryData<string> HostileNames => new(
        "select", "Order", "a\"b", "a'b", "a;b", "a b", "a\nb", "a--b", "a/*b", "[a]", "`a`", "$1", "@k0_0", ":x", "?", "%s", "\"", "\"\"; DROP TABLE t; --", "ünïcödé", "日本", "a.b");

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Names_of_any_kind_are_quoted(string name)
    {
        var quoted = $"\"{name.Replace("\"", "\"\"")}\"";
        await Database.ExecuteAsync($"CREATE TABLE {quoted} ({quoted} TEXT, id INTEGER)");
        await Database.ExecuteAsync($"INSERT INTO {quoted} VALUES ({Database.Placeholder(1)}, 1), ('other', 2)", name);
        Assert.Contains((await System.DescribeAsync(default)).Tables, table => table.Name == name && table.Columns[0].Name == name);
        foreach (var comparison in Enum.GetValues<KeyComparison>())
        {
            var rows = await System.RowsAsync(Query(name, [name, "id"], Keys(name, comparison, name), Keys("id", "1")));
            Assert.Equal(name, Assert.Single(rows).GetProperty(name).GetString());
        }
    }

    [Fact]
    public async Task Names_that_are_not_in_the_catalogue_are_refused_whatever_they_hold()
    {
        await PeopleAsync();
        var names = new[] { "person\"; DROP TABLE person; --", "PERSON ", "per\0son", "person\0", "\n", "", "*", new string('x', 10_000), "sqlite_schema", "pg_class", "\ud800" };
        foreach (var name in names)
        {
            var table = await Assert.ThrowsAsync<ConnectorFailure>(() => System.ReadAsync(Query(name, ["id"], Keys("id", "1")), default));
            var field = await Assert.ThrowsAsync<ConnectorFailure>(() => System.ReadAsync(Query("person", [name], Keys("id", "1")), default));
            var key = await Assert.ThrowsAsync<ConnectorFailure>(() => System.ReadAsync(Query("person", ["id"], Keys($"{name}.x", "1")), default));
            foreach (var failure in (ConnectorFailure[])[table, field, key])
            {
                Assert.Equal(ConnectorFailureKind.SchemaChanged, failure.Kind);
                Assert.True(failure.Message.Length < 200);
                Assert.DoesNotContain(failure.Message, char.IsControl);
            }
        }

        Assert.Equal(5, (await System.RowsAsync(Query("person", ["id"], Keys("id", "1", "2", "3", "4", "5")))).Count);
    }

    [Fact]
    public async Task The_catalogue_tells_keys_references_and_restrictions()
    {
        await Database.ExecuteAsync("CREATE TABLE company (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE)");
        await Database.ExecuteAsync("""
            CREATE TABLE person (
                company INTEGER, number INTEGER, email TEXT NOT NULL, state TEXT CHECK (state IN ('a', 'b')), boss_company INTEGER, boss INTEGER,
                doubled INTEGER GENERATED ALWAYS AS (number * 2) STORED,
                PRIMARY KEY (company, number), UNIQUE (email, state),
                CONSTRAINT employer FOREIGN KEY (company) REFERENCES company (id) ON DELETE CASCADE,
                CONSTRAINT superior FOREIGN KEY (boss_company, boss) REFERENCES person (company, number) ON DELETE SET NULL)
            """);
        await Database.ExecuteAsync("CREATE UNIQUE INDEX partial ON person (state) WHERE state = 'a'");
        await Database.ExecuteAsync("CREATE UNIQUE INDEX expression ON person (lower(email))");
        await Database.ExecuteAsync("CREATE UNIQUE INDEX whole ON person (boss, number)");
        await Database.ExecuteAsync("CREATE VIEW employee AS SELECT DISTINCT email FROM person");
        var catalogue = await System.DescribeAsync(default);
        var person = catalogue.Find("person")!;
        Assert.Equal(["company", "number"], person.PrimaryKey);
        Assert.Equal(["boss,number", "email,state"], person.UniqueKeys.Select(key => string.Join(',', key)).Order(StringComparer.Ordinal));
        Assert.Equal(["state"], person.Columns.Where(column => column.Checked).Select(column => column.Name));
        Assert.Equal(["doubled"], person.Columns.Where(column => column.Generated).Select(column => column.Name));
        Assert.False(person.Find("email")!.Nullable);
        Assert.True(person.Find("state")!.Nullable);
        Assert.Equal(ValueKind.Integer, person.Find("number")!.Kind);
        Assert.Equal(ValueKind.Text, person.Find("email")!.Kind);
        Assert.True(person.Writable);
        var references = person.ForeignKeys.OrderBy(key => key.Columns.Count).ToList();
        Assert.Equal(("company", "company", "id", ReferentialAction.Cascade), (references[0].Columns[0], references[0].ReferencedTable, references[0].ReferencedColumns[0], references[0].OnDelete));
        Assert.Equal(["boss_company", "boss"], references[1].Columns);
        Assert.Equal(["company", "number"], references[1].ReferencedColumns);
        Assert.Equal(ReferentialAction.SetNull, references[1].OnDelete);
        Assert.Equal(["code"], catalogue.Find("company")!.UniqueKeys.Single());
        Assert.False(catalogue.Find("employee")!.Writable);
        Assert.Equal("email", catalogue.Find("employee")!.Columns.Single().Name);
    }

    [Fact]
    public async Task A_table_that_came_after_the_catalogue_was_read_is_found()
    {
        await System.DescribeAsync(default);
        await PeopleAsync();
        Assert.Equal("1", await System.FirstsAsync(Query("person", ["id"], Keys("id", "1"))));
    }

    [Fact]
    public async Task A_table_that_went_is_reported_as_a_changed_schema()
    {
        await PeopleAsync();
        await System.DescribeAsync(default);
        await Database.ExecuteAsync("DROP TABLE person");
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => System.RowsAsync(Query("person", ["id"], Keys("id", "1"))));
        Assert.Equal(ConnectorFailureKind.SchemaChanged, failure.Kind);
        Assert.False(failure.Transient);
    }

    [Fact]
    public async Task The_explained_statement_names_parameters_and_no_values()
    {
        await PeopleAsync();
        var catalogue = await System.DescribeAsync(default);
        var statement = System.Explain(Query("person", ["id", "email"], Keys("company", "4711"), Keys("email", KeyComparison.Email, "ann@example.com")), catalogue);
        Assert.Contains("\"person\"", statement);
        Assert.Contains("\"company\"", statement);
        Assert.DoesNotContain("4711", statement);
        Assert.DoesNotContain("ann@", statement);
    }

    [Fact]
    public async Task A_missing_setting_is_named()
    {
        await Task.Yield();
        var connection = new Connection { Dataset = "shop", Kind = Database.Connector.Kind, Settings = new Dictionary<string, string>() };
        var failure = Assert.Throws<ConnectorFailure>(() => Database.Connector.Connect(connection));
        Assert.Equal(ConnectorFailureKind.InvalidSetting, failure.Kind);
        Assert.Equal(Assert.Single(Database.Connector.Settings, setting => setting.Required).Name, failure.Subject);
    }

    [Fact]
    public async Task A_healthy_system_passes_its_check() => await System.CheckAsync(default);
}
