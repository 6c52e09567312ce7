using System.Text.Json;
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

/// <summary>Rows that a person's own keys and keys of several people find, read from a real database.</summary>
public abstract class SharedRowsTests : IAsyncLifetime
{
    private const string Map = """
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

    private readonly StagingArea _staging;
    private readonly InMemoryKeys _keys = new();
    private readonly RequestId _request = RequestId.New();
    private TestSystem _database = null!;

    protected SharedRowsTests() => _staging = new StagingArea(new InMemoryBlobs(), _keys);

    public async Task InitializeAsync()
    {
        _database = await CreateAsync();
        await _keys.CreateAsync(_request, default);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    protected abstract Task<TestSystem> CreateAsync();

    [Theory]
    [InlineData("access", "TEXT UNIQUE", 0)]
    [InlineData("access", "TEXT PRIMARY KEY", 1)]
    [InlineData("deletion", "TEXT UNIQUE", 0)]
    [InlineData("deletion", "TEXT PRIMARY KEY", 1)]
    public async Task A_row_that_own_and_shared_keys_find_is_the_persons_own_and_comes_once(string right, string key, int primaryKeys)
    {
        await _database.ExecuteAsync($"""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, company TEXT); CREATE TABLE company (code {key}, contact TEXT, name TEXT);
            INSERT INTO person VALUES (1, 'ann@example.com', 'a'), (2, 'ann@example.com', 'b'), (3, 'bob@example.com', 'c');
            INSERT INTO company VALUES ('a', ' Ann@example.com', 'others'), ('b', 'ann@EXAMPLE.com', 'own'), ('c', NULL, 'of bob'), ('d', 'ann@example.com', 'own too');
            """);

        var plan = await CollectAsync(right);

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

    private async Task<Plan> CollectAsync(string right)
    {
        await using var system = _database.Connect();
        var catalogues = new Dictionary<string, Catalogue> { ["shop"] = await system.DescribeAsync(default) };
        var plan = Maps.Read(Map).Plan(catalogues, right, "email");
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

public sealed class SqliteSharedRowsTests : SharedRowsTests
{
    protected override Task<TestSystem> CreateAsync() => Task.FromResult<TestSystem>(new SqliteTestSystem());
}

public sealed class PostgreSqlSharedRowsTests : SharedRowsTests
{
    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();
}
