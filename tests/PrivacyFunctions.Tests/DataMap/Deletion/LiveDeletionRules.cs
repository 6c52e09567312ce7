using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Tests.Contracts.Connecting;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

/// <summary>The rules of deletion against the catalogue of a real database.</summary>
public abstract partial class LiveDeletionRules : IAsyncLifetime
{
    protected const string Shop = """
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id] }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: name, data_categories: [user.name] }
              - name: purchase
                fields:
                  - { name: id, data_categories: [system.operations] }
                  - { name: customer_id, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: shop, field: customer.id, direction: from }] } }
                  - { name: text, data_categories: [user.content] }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    protected const string Customer = "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT);";

    protected const string Purchase = "CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER, text TEXT);";

    private TestSystem _system = null!;

    public async Task InitializeAsync() => _system = await CreateAsync();

    public async Task DisposeAsync() => await _system.DisposeAsync();

    protected abstract Task<TestSystem> CreateAsync();

    /// <summary>A trigger after deletions or updates of a table.</summary>
    protected abstract string Trigger(string @event, string table, string statement);

    /// <summary>Whether the length of a text column is enforced.</summary>
    protected abstract bool LimitsLength { get; }

    /// <summary>Names of mapped tables are those of the test's own schema.</summary>
    protected async Task<Live> MapAsync(string yaml, params string[] sql)
    {
        foreach (var statement in sql) await _system.ExecuteAsync(statement);
        await using var system = _system.Connect();
        var catalogues = new Dictionary<string, Catalogue> { ["shop"] = await system.DescribeAsync(default) };
        var map = Maps.Read(yaml);
        return new Live(map.Plan(catalogues, "deletion", "email"), [.. MapChecker.Check(map, catalogues).Where(problem => problem.Code is not (MapCodes.TableUnmapped or MapCodes.SharedPath))]);
    }

    protected sealed record Live(Plan Plan, IReadOnlyList<MapProblem> Problems)
    {
        public IEnumerable<string> Errors => Problems.Where(problem => problem.Severity != MapSeverity.Warning).Select(problem => problem.Code);

        public DeletionDecision Of(string collection) => Plan.Step($"shop.{collection}").Deletion!;

        public T Of<T>(string collection)
            where T : DeletionDecision => Assert.IsType<T>(Of(collection));

        public IEnumerable<string> Masked(string collection) => Of<DeletionDecision.Mask>(collection).Fields.Select(mask => $"{mask.Field} {mask.Strategy.Name}");

        public IEnumerable<string> NotErased(string collection) => Of<DeletionDecision.Mask>(collection).NotErased.Select(left => $"{left.Field} {left.Why}");

        public IEnumerable<string> Order => Plan.DeletionOrder.Select(id => Plan.Steps().Single(step => step.Id == id).Collection);

        public MapProblem Only(string code) => Assert.Single(Problems, problem => problem.Code == code);
    }
}

public sealed class SqliteDeletionRuleTests : LiveDeletionRules
{
    protected override bool LimitsLength => false;

    protected override Task<TestSystem> CreateAsync() => Task.FromResult<TestSystem>(new SqliteTestSystem());

    protected override string Trigger(string @event, string table, string statement) =>
        $"CREATE TRIGGER \"on {@event} of {table}\" AFTER {@event} ON {table} BEGIN {statement}; END";
}

public sealed class PostgreSqlDeletionRuleTests : LiveDeletionRules
{
    protected override bool LimitsLength => true;

    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();

    protected override string Trigger(string @event, string table, string statement) => $$"""
        CREATE FUNCTION {{@event}}_{{table}}() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN {{statement}}; RETURN OLD; END $$;
        CREATE TRIGGER "on {{@event}} of {{table}}" AFTER {{@event}} ON {{table}} FOR EACH ROW EXECUTE FUNCTION {{@event}}_{{table}}()
        """;
}
