using System.Text.Json;
using System.Text.Json.Nodes;
using NSubstitute;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Tests.Contracts.Connecting;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Tests.Staging;

namespace PrivacyFunctions.Tests.Collection;

/// <summary>Collections read from a real database into staging.</summary>
public abstract class CollectingTests : IAsyncLifetime
{
    private const string Companies = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id] }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: company, data_categories: [user.workplace], fides_meta: { references: [{ dataset: shop, field: company.code, direction: to }] } }
              - name: company
                fields:
                  - { name: code, data_categories: [user.workplace] }
                  - { name: contact, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: name, data_categories: [user.workplace] }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    private const string Orders = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id] }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - name: last
                    fields:
                      - { name: shop, data_categories: [user.content], fides_meta: { references: [{ dataset: shop, field: sale.shop, direction: to }] } }
                      - { name: number, data_categories: [user.content], fides_meta: { references: [{ dataset: shop, field: sale.number, direction: to }] } }
              - name: sale
                fields:
                  - { name: shop, data_categories: [user.content] }
                  - { name: number, data_categories: [user.content] }
        connection: [{ dataset: shop, kind: sqlite }]
        traverse:
          - { from: shop.person.last.shop, to: shop.sale.shop, reason: own }
          - { from: shop.person.last.number, to: shop.sale.number, reason: own }

        """;

    private const string Baskets = """
        dataset:
          - fides_key: shop
            collections:
              - name: sale
                fields:
                  - { name: shop, data_categories: [system] }
                  - { name: number, data_categories: [system] }
                  - { name: buyer, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: basket
                fields:
                  - name: body
                    data_categories: [user.content]
                    fields:
                      - name: lines
                        fides_meta: { data_type: "object[]" }
                        fields:
                          - { name: number, fides_meta: { references: [{ dataset: shop, field: sale.number, direction: from }] } }
                  - name: head
                    data_categories: [user.content]
                    fields:
                      - { name: shop, fides_meta: { references: [{ dataset: shop, field: sale.shop, direction: from }] } }
              - name: thread
                fields:
                  - { name: name, data_categories: [user.content] }
                  - { name: author, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - name: body
                    data_categories: [user.content]
                    fides_meta: { data_type: "object[]" }
                    fields:
                      - { name: gift, fides_meta: { references: [{ dataset: shop, field: gift.id, direction: from }] } }
              - name: gift
                fields:
                  - { name: id, data_categories: [system], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    private const string Stalls = """
        dataset:
          - fides_key: shop
            collections:
              - name: sale
                fields:
                  - { name: shop, data_categories: [system] }
                  - { name: number, data_categories: [system] }
                  - { name: buyer, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: basket
                fields:
                  - { name: shop, data_categories: [user.content], fides_meta: { references: [{ dataset: shop, field: sale.shop, direction: from }] } }
                  - name: lines
                    data_categories: [user.content]
                    fides_meta: { data_type: "object[]" }
                    fields:
                      - { name: number, fides_meta: { references: [{ dataset: shop, field: sale.number, direction: from }] } }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    private const string Sessions = """
        dataset:
          - fides_key: shop
            collections:
              - name: account
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - name: sessions
                    data_categories: [user.device]
                    fides_meta: { data_type: "object[]" }
                    fields:
                      - { name: mail, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: keys, data_categories: [user.authorization.credentials] }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    private readonly StagingArea _staging;
    private readonly InMemoryKeys _keys = new();
    private readonly RequestId _request = RequestId.New();

    protected CollectingTests() => _staging = new StagingArea(new InMemoryBlobs(), _keys);

    protected TestSystem Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await CreateAsync();
        await _keys.CreateAsync(_request, default);
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    protected abstract Task<TestSystem> CreateAsync();

    /// <summary>Types of columns that give a text another form, with the text and the form.</summary>
    protected abstract IReadOnlyList<(string Type, string Written, string Held)> Forms { get; }

    [Theory]
    [InlineData("access", "TEXT UNIQUE", 0)]
    [InlineData("access", "TEXT PRIMARY KEY", 1)]
    [InlineData("deletion", "TEXT UNIQUE", 0)]
    [InlineData("deletion", "TEXT PRIMARY KEY", 1)]
    public async Task A_row_that_own_and_shared_keys_find_is_the_persons_own_and_comes_once(string right, string key, int primaryKeys)
    {
        await Database.ExecuteAsync($"""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, company TEXT); CREATE TABLE company (code {key}, contact TEXT, name TEXT);
            INSERT INTO person VALUES (1, 'ann@example.com', 'a'), (2, 'ann@example.com', 'b'), (3, 'bob@example.com', 'c');
            INSERT INTO company VALUES ('a', ' Ann@example.com', 'others'), ('b', 'ann@EXAMPLE.com', 'own'), ('c', NULL, 'of bob'), ('d', 'ann@example.com', 'own too');
            """);

        var plan = await CollectAsync(Companies, right);

        var company = plan.Step("shop.company");
        Assert.Equal((Sharing.Some, primaryKeys), (company.Sharing, company.PrimaryKey.Count));
        using var staged = (await _staging.OpenAsync(_request, new StagedName("shop", "company"), default))!;
        Assert.Equal((2, 1), (staged.Facts.OwnRows, staged.Facts.SharedRows));
        Assert.Equal(primaryKeys == 0 ? [] : ["b", "d"], await staged.ReadPrimaryKeysAsync().Select(tuple => tuple.Values[0].Text).Order().ToListAsync());
        if (right == "access")
        {
            Assert.Equal(["others", "own", "own too"], (await NamesAsync(staged)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Parts_of_a_key_are_never_put_together_from_different_elements_also_of_arrays_that_the_map_does_not_know()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, last TEXT); CREATE TABLE sale (shop TEXT, number TEXT, PRIMARY KEY (shop, number));
            INSERT INTO person VALUES
                (1, 'ann@example.com', '{"shop": "x", "number": "1"}'), (2, 'ann@example.com', '[{"shop": "x", "number": "2"}, {"shop": "y", "number": "3"}]'),
                (3, 'ann@example.com', '[{"shop": "y"}, {"number": "1"}]'), (4, 'ann@example.com', NULL), (5, 'ann@example.com', '{"shop": ["x", "y"], "number": ["2", "3"]}');
            INSERT INTO sale VALUES ('x', '1'), ('x', '2'), ('x', '3'), ('y', '1'), ('y', '2'), ('y', '3');
            """);

        var plan = await CollectAsync(Orders, "access");

        Assert.Equal(2, plan.Step("shop.sale").Inputs.Single().Fields.Count);
        using var sales = (await _staging.OpenAsync(_request, new StagedName("shop", "sale"), default))!;
        Assert.Equal(["x 1", "x 2", "y 3"], await sales.ReadPrimaryKeysAsync().Select(tuple => $"{tuple.Values[0].Text} {tuple.Values[1].Text}").ToListAsync());
        using var persons = (await _staging.OpenAsync(_request, new StagedName("shop", "person"), default))!;
        Assert.Equal([new StagedGap(GapCode.DocumentUnread, 1)], persons.Facts.Gaps);
    }

    [Fact]
    public async Task Rows_are_found_and_cut_by_elements_that_hold_a_key_together_with_what_stands_outside()
    {
        foreach (var type in Database.DocumentTypes)
        {
            await Database.ExecuteAsync($$$"""
                DROP TABLE IF EXISTS sale; DROP TABLE IF EXISTS basket; DROP TABLE IF EXISTS thread; DROP TABLE IF EXISTS gift;
                CREATE TABLE sale (shop INTEGER, number INTEGER, buyer TEXT, PRIMARY KEY (shop, number)); CREATE TABLE basket (body {{{type}}}, head {{{type}}});
                CREATE TABLE gift (id INTEGER PRIMARY KEY, email TEXT); CREATE TABLE thread (name TEXT, author TEXT, body {{{type}}});
                INSERT INTO sale VALUES (7, 41, 'ann@example.com'), (7, 42, 'ann@example.com'), (8, 43, 'ann@example.com'), (8, 41, 'bob@example.com');
                INSERT INTO basket VALUES
                    ('{"lines": [{"number": 41, "by": "ann"}, {"number": 43, "by": "bob"}]}', '{"shop": 7}'), ('{"lines": [{"number": 41, "by": "bob"}]}', '{"shop": 8}'),
                    ('{"lines": [{"number": 43, "by": "ann"}, {"number": 41, "by": "bob"}]}', '{"shop": "8"}'), ('{"lines": [{"number": 42}]}', NULL);
                INSERT INTO thread VALUES ('own', 'ann@example.com', '[{"gift": 1, "by": "bob"}]')
                """);

            var plan = await CollectAsync(Baskets, "access");

            Assert.Equal(["head.shop", "body.lines.number"], plan.Step("shop.basket").Inputs.Single().Fields.Select(field => field.ToString()));
            Assert.Equal(
                ["""{"body":{"lines":[{"number":41,"by":"ann"}]},"head":{"shop":7}}""", """{"body":{"lines":[{"number":43,"by":"ann"}]},"head":{"shop":"8"}}"""],
                (await RowsAsync("basket")).Order(StringComparer.Ordinal));
            // No gift leads to an element of the thread, so none is the person's.
            Assert.Equal(["""{"name":"own","author":"ann@example.com","body":[]}"""], await RowsAsync("thread"));
        }
    }

    [Fact]
    public async Task Elements_are_told_by_a_key_as_the_column_beside_their_array_holds_it()
    {
        foreach (var (type, written, held) in Forms)
        {
            await Database.ExecuteAsync($$"""
                DROP TABLE IF EXISTS sale; DROP TABLE IF EXISTS basket;
                CREATE TABLE sale (shop TEXT, number TEXT, buyer TEXT, PRIMARY KEY (shop, number)); CREATE TABLE basket (shop {{type}}, lines {{Database.DocumentTypes[0]}});
                INSERT INTO sale VALUES ('{{written}}', '41', 'ann@example.com'), ('{{written}}', '42', 'bob@example.com');
                INSERT INTO basket VALUES ('{{written}}', '[{"number": "41", "by": "ann"}, {"number": "42", "by": "bob"}]');
                """);

            await CollectAsync(Stalls, "access");

            var row = JsonNode.Parse(Assert.Single(await RowsAsync("basket")))!;
            Assert.Equal((held, """[{"number":"41","by":"ann"}]"""), (row["shop"]!.ToString(), row["lines"]!.ToJsonString()));
        }
    }

    [Fact]
    public async Task Secrets_inside_a_document_are_left_out_and_those_of_the_persons_elements_are_counted()
    {
        await Database.ExecuteAsync($$"""
            CREATE TABLE account (email TEXT, sessions {{Database.DocumentTypes[0]}});
            INSERT INTO account VALUES
                ('ann@example.com', '[{"mail": "ann@example.com", "keys": ["t1", {"t": 2}]}, {"mail": "bob@example.com", "keys": "t3"}, {"mail": "ann@example.com", "keys": null}]'),
                ('ann@example.com', '{"mail": "ann@example.com", "keys": "t4"}'), ('ann@example.com', NULL);
            """);

        await CollectAsync(Sessions, "access");

        Assert.Equal(
            ["""[{"mail":"ann@example.com"},{"mail":"ann@example.com"}]""", """{"mail":"ann@example.com"}""", null],
            (await RowsAsync("account")).Select(row => JsonNode.Parse(row)!["sessions"]?.ToJsonString()));
        using var staged = (await _staging.OpenAsync(_request, new StagedName("shop", "account"), default))!;
        Assert.Equal(3, Assert.Single(staged.Facts.WithheldValues, field => field.Key == "sessions.keys").Value);
    }

    protected async Task<List<string>> RowsAsync(string collection)
    {
        var texts = new List<string>();
        using var staged = (await _staging.OpenAsync(_request, new StagedName("shop", collection), default))!;
        await using var rows = await staged.OpenRowsAsync(default);
        while (await rows.ReadAsync(default))
        {
            // Documents of some types have an order of their own, and fields that others tell about come last.
            var row = JsonNode.Parse(rows.Row.Span)!.AsObject();
            texts.Add(new JsonObject(staged.Fields.Select(name => KeyValuePair.Create(name, Sorted(row[name])))).ToJsonString());
        }

        return texts;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject properties => new JsonObject(properties.OrderByDescending(property => property.Key, StringComparer.Ordinal).Select(property => KeyValuePair.Create(property.Key, Sorted(property.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    protected async Task<Plan> CollectAsync(string map, string right)
    {
        await using var system = Database.Connect();
        var catalogues = new Dictionary<string, Catalogue> { ["shop"] = await system.DescribeAsync(default) };
        var plan = Maps.Read(map).Plan(catalogues, right, "email");
        var parties = new PartyDocument { Identities = new Dictionary<string, Personal> { ["email"] = new("ann@example.com") } };
        var requests = Substitute.For<IRequestStore>();
        requests.ReadProgressAsync(default, default).ReturnsForAnyArgs([]);
        foreach (var (unit, step) in plan.Units.SelectMany(unit => unit.Steps.Select(step => (unit, step))))
        {
            var progress = await UnitProgress.BeginAsync(requests, TimeProvider.System, _request, unit, SystemPhase.Collect, 0, default);
            await new StepCollector(_staging).CollectAsync(system, new StepWork(_request, plan, step, parties, []), progress, default);
        }

        return plan;
    }

    private static async Task<List<string>> NamesAsync(StagedCollectionReader staged)
    {
        var names = new List<string>();
        await using var rows = await staged.OpenRowsAsync(default);
        while (await rows.ReadAsync(default))
        {
            names.Add(JsonElement.Parse(rows.Row.Span).GetProperty("name").GetString()!);
        }

        return names;
    }
}

public sealed class SqliteCollectingTests : CollectingTests
{
    protected override IReadOnlyList<(string Type, string Written, string Held)> Forms => [("INTEGER", "007", "7"), ("NUMERIC", "7.50", "7.5")];

    protected override Task<TestSystem> CreateAsync() => Task.FromResult<TestSystem>(new SqliteTestSystem());
}

public sealed class PostgreSqlCollectingTests : CollectingTests
{
    private const string Teams = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                fields:
                  - { name: code, data_categories: [system] }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: team
                fields:
                  - name: members
                    data_categories: [user.content]
                    fides_meta: { data_type: "string[]", references: [{ dataset: shop, field: person.code, direction: from }] }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    private const string Written = "7F3A1C00-0000-4000-8000-00000000ABCD";

    protected override IReadOnlyList<(string Type, string Written, string Held)> Forms =>
        [("UUID", Written, Written.ToLowerInvariant()), ("INTEGER", "007", "7"), ("NUMERIC", "007.5", "7.5")];

    [Fact]
    public async Task Elements_are_told_by_a_key_as_their_array_holds_it()
    {
        foreach (var (type, written, held) in Forms)
        {
            await Database.ExecuteAsync($"""
                DROP TABLE IF EXISTS person; DROP TABLE IF EXISTS team;
                CREATE TABLE person (code TEXT PRIMARY KEY, email TEXT); CREATE TABLE team (members {type}[]);
                INSERT INTO person VALUES ('{written}', 'ann@example.com'); INSERT INTO team VALUES (ARRAY['{written}', '{written.Replace('7', '8')}']::{type}[]);
                """);

            await CollectAsync(Teams, "access");

            Assert.Equal(held, Assert.Single(JsonNode.Parse(Assert.Single(await RowsAsync("team")))!["members"]!.AsArray())!.ToString());
        }
    }

    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();
}
