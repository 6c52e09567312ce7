using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Tests.Contracts.Connecting;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Tests.Staging;

namespace PrivacyFunctions.Tests.Deletion;

/// <summary>Whether masked columns hold their masks, over a real database. Two rows are the person's.</summary>
public abstract class MaskCheckTests : IAsyncLifetime
{
    private readonly InMemoryKeys _keys = new();
    private readonly StagingArea _staging;
    private readonly RequestId _request = RequestId.New();

    protected MaskCheckTests() => _staging = new StagingArea(new InMemoryBlobs(), _keys);

    protected TestSystem Database { get; private set; } = null!;

    protected abstract string ArrayType { get; }

    public async Task InitializeAsync()
    {
        Database = await CreateAsync();
        await _keys.CreateAsync(_request, default);
        await Database.ExecuteAsync($"""
            CREATE TABLE person (id INTEGER PRIMARY KEY, mails {ArrayType}, tags {ArrayType}, code CHAR(8), note TEXT);
            INSERT INTO person VALUES (1, '{Elements("ann@example.com", "bob@example.com")}', '{Elements("a", "b")}', 'x', 'n'), (2, '{Elements("ann@example.com")}', NULL, NULL, NULL), (3, '{Elements("bob@example.com")}', '{Elements("c")}', 'y', 'm');
            """);
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    [Fact]
    public async Task Whatever_the_columns_type_a_mask_is_known_and_what_others_keep_in_an_array_is_no_lack_of_it()
    {
        Assert.Equal(0, await CountAsync(mask: true));

        Assert.Equal(
            [$"1|{Shown("GONE", "bob@example.com")}|GONE|-", $"2|{Shown("GONE")}|-|-", $"3|{Shown("bob@example.com")}|y|m"],
            await Database.RowsAsync("SELECT id, mails, trim(code), note FROM person ORDER BY id"));
    }

    [Theory]
    [InlineData("code", "'back'")]
    [InlineData("note", "'back'")]
    [InlineData("tags", null)]
    public async Task A_value_that_came_back_is_counted_once_for_its_row(string column, string? value)
    {
        await CountAsync(mask: true);
        await Database.ExecuteAsync($"UPDATE person SET {column} = {value ?? $"'{Elements("GONE", "back")}'"} WHERE id < 3");

        Assert.Equal(2, await CountAsync(mask: false));
    }

    [Fact]
    public async Task What_the_system_reported_as_not_masked_is_not_counted_again() =>
        Assert.Equal(1, await CountAsync(mask: false, "tags", "code"));

    protected abstract Task<TestSystem> CreateAsync();

    /// <summary>An array as a statement writes it.</summary>
    protected abstract string Elements(params string[] elements);

    /// <summary>An array as a statement gives it.</summary>
    protected abstract string Shown(params string[] elements);

    private async Task<long> CountAsync(bool mask, params string[] notMasked)
    {
        await using var system = Database.Connect();
        var catalogues = new Dictionary<string, Catalogue> { ["shop"] = await system.DescribeAsync(default) };
        var plan = Maps.Read(Map).Plan(catalogues, "deletion", "email");
        var step = plan.Step("shop.person");
        using var rows = await OwnAsync(plan, step);
        var decision = Assert.IsType<DeletionDecision.Mask>(step.Deletion);
        Assert.Empty(decision.NotErased);
        if (mask)
        {
            await using var elements = await rows.ElementsAsync(system, default);
            var masking = new Masking { Values = [.. decision.Fields.Select(MaskMethods.Of).OfType<ValueMask>()], Elements = elements.All };
            Assert.Equal(2, (await system.ChangeAsync(new RecordChange.Mask { Rows = rows.ToChange(default)!, MostRows = 2, Masking = masking }, default)).Masked);
        }

        var erasure = new CollectionErasure
        {
            PlanHash = plan.PlanHash,
            Round = 1,
            Planned = 2,
            Before = 2,
            NotMasked = [.. notMasked.Select(field => new UnmaskedField(field, UnmaskedField.Refused, 1))],
        };
        return await MaskCheck.CountAsync(system, step, erasure, rows, default);
    }

    private async Task<OwnRows> OwnAsync(Plan plan, PlanStep step)
    {
        var name = new StagedName("shop", "person");
        await using (var staged = await _staging.CreateAsync(_request, name, [], default))
        {
            await staged.AddPrimaryKeyAsync(KeyTuple.Of("1"), default);
            await staged.AddPrimaryKeyAsync(KeyTuple.Of("2"), default);
            await staged.CommitAsync(new StagedFacts { OwnRows = 2 }, default);
        }

        var parties = new PartyDocument { Identities = new Dictionary<string, Personal> { ["email"] = new("ann@example.com") } };
        var work = new StepWork(_request, plan, step, parties, []);
        return new OwnRows(_staging, work, (await _staging.OpenAsync(_request, name, default))!, await StepKeySources.OpenAsync(_staging, work, default));
    }

    private const string Map = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: mails, data_categories: [user.contact.email], fides_meta: { identity: email, data_type: "string[]" } }
                  - { name: tags, data_categories: [user.content], fides_meta: { data_type: "string[]" } }
                  - { name: code, data_categories: [user.content] }
                  - { name: note, data_categories: [user.name] }
        connection: [{ dataset: shop, kind: sqlite }]
        deletion:
          - collection: "*"
            mask: { strategy: string_rewrite, categories: [user.content, user.contact], configuration: { rewrite_value: GONE } }
        """;
}

public sealed class SqliteMaskCheckTests : MaskCheckTests
{
    protected override string ArrayType => "TEXT";

    protected override Task<TestSystem> CreateAsync() => Task.FromResult<TestSystem>(new SqliteTestSystem());

    protected override string Elements(params string[] elements) => $"[{string.Join(',', elements.Select(element => $"\"{element}\""))}]";

    protected override string Shown(params string[] elements) => Elements(elements);
}

public sealed class PostgreSqlMaskCheckTests : MaskCheckTests
{
    protected override string ArrayType => "TEXT[]";

    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();

    protected override string Elements(params string[] elements) => $"{{{string.Join(',', elements)}}}";

    protected override string Shown(params string[] elements) => $"[{string.Join(',', elements)}]";
}
