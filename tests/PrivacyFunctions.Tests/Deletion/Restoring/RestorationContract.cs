using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Deletion.Restoring;
using PrivacyFunctions.Local.Blobs;
using PrivacyFunctions.Local.Ledger;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;
using PrivacyFunctions.Tests.Contracts.Connecting;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Tests.Local;

namespace PrivacyFunctions.Tests.Deletion.Restoring;

/// <summary>What a restoration must do, over a real database. Ann was erased; then rows come back.</summary>
public abstract class RestorationContract : IAsyncLifetime
{
    private const string Tables = """
        CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, note TEXT);
        CREATE TABLE profile (id INTEGER PRIMARY KEY, email TEXT, bio TEXT, city TEXT);
        CREATE TABLE visit (email TEXT, page TEXT);
        INSERT INTO customer VALUES (2, 'bob@example.org', 'Bob');
        INSERT INTO orders VALUES (20, 2, 'for Bob');
        INSERT INTO profile VALUES (5, NULL, 'MASKED', NULL), (6, 'bob@example.org', 'likes tea', 'Bonn');
        INSERT INTO visit VALUES ('bob@example.org', '/tea');
        """;

    private const string BackUp = """
        DELETE FROM profile WHERE id = 5;
        INSERT INTO customer VALUES (1, 'ann@EXAMPLE.org', 'Ann');
        INSERT INTO orders VALUES (10, 1, 'for Ann'), (11, 1, 'again for Ann');
        INSERT INTO profile VALUES (5, 'ann@example.org', 'likes cats', 'Berlin');
        INSERT INTO visit VALUES ('ann@example.org', '/cats'), ('ann@example.org', '/dogs');
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<AuditEntry> _logged = [];
    private TestSystem _system = null!;
    private SqliteErasureLedger _ledger = null!;

    protected abstract Task<TestSystem> CreateAsync();

    [Fact]
    public async Task Nothing_is_found_while_nothing_came_back()
    {
        var report = await RunAsync(apply: false);

        Assert.Equal((0L, 0L, true), (report.Found, report.Collections.Sum(finding => finding.Look), report.IsDone));
        Assert.All(report.Collections, finding => Assert.Equal(RestoreState.Clean, finding.State));
    }

    [Fact]
    public async Task A_dry_run_counts_what_came_back_and_changes_nothing()
    {
        await _system.ExecuteAsync(BackUp);
        var before = await RowsAsync();

        var report = await RunAsync(apply: false);

        Assert.Equal(before, await RowsAsync());
        Assert.Equal(
            ["customer delete 1", "orders delete 2", "profile mask 1", "visit delete 2"],
            report.Collections.Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.Collection} {finding.Action} {finding.Found}")));
        Assert.All(report.Collections, finding => Assert.Equal((RestoreState.Found, 0L), (finding.State, finding.Look)));
        Assert.Empty(_logged);
    }

    [Fact]
    public async Task What_came_back_is_erased_again_by_the_rules_and_nobody_else_is_touched()
    {
        await _system.ExecuteAsync(BackUp);

        var report = await RunAsync(apply: true);

        Assert.Equal(["2 bob@example.org Bob"], await RowsAsync("customer", "id", "email", "name"));
        Assert.Equal(["20 2 for Bob"], await RowsAsync("orders", "id", "customer_id", "note"));
        Assert.Equal(["5 - MASKED -", "6 bob@example.org likes tea Bonn"], await RowsAsync("profile", "id", "email", "bio", "city"));
        Assert.Equal(["bob@example.org /tea"], await RowsAsync("visit", "email", "page"));
        Assert.True(report.IsDone);
        Assert.All(report.Collections, finding => Assert.Equal((RestoreState.Erased, 0L), (finding.State, finding.Left)));
        Assert.Equal((5L, 1L), (report.Collections.Sum(finding => finding.Deleted), report.Collections.Sum(finding => finding.Masked)));
        Assert.Equal(0, (await RunAsync(apply: false)).Found);
    }

    [Fact]
    public async Task It_is_on_record_before_the_first_change_and_afterwards_without_anybodys_data()
    {
        await _system.ExecuteAsync(BackUp);

        await RunAsync(apply: true);

        Assert.Equal("restore.started", _logged[0].Kind);
        Assert.Equal((AuditFact)6L, _logged[0].Facts["found"]);
        Assert.Contains(_logged, entry => entry.Kind == "restore.finished.collection" && entry.Facts["collection"] == (AuditFact)"shop.customer" && entry.Facts["deleted"] == (AuditFact)1L);
        Assert.DoesNotContain("ann", string.Join('\n', _logged.Select(AuditEntryText.Write).Select(System.Text.Encoding.UTF8.GetString)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_primary_key_that_somebody_else_has_now_is_looked_at_and_not_touched_nor_is_what_hangs_on_it()
    {
        await _system.ExecuteAsync("INSERT INTO customer VALUES (1, 'zoe@example.org', 'Zoe'); INSERT INTO orders VALUES (10, 1, 'for Zoe');");

        var report = await RunAsync(apply: true);

        Assert.Equal(["1 zoe@example.org Zoe", "2 bob@example.org Bob"], await RowsAsync("customer", "id", "email", "name"));
        Assert.Equal(["10 1 for Zoe", "20 2 for Bob"], await RowsAsync("orders", "id", "customer_id", "note"));
        Assert.Equal(0, report.Found);
        Assert.Equal(["customer 1", "orders 1"], report.Collections.Where(finding => finding.Look > 0).Select(finding => $"{finding.Collection} {finding.Look}"));
        Assert.True(report.IsDone);
    }

    [Fact]
    public async Task Who_came_again_as_a_new_customer_is_not_erased()
    {
        await _system.ExecuteAsync("INSERT INTO customer VALUES (3, 'ann@example.org', 'Ann, anew'); INSERT INTO orders VALUES (30, 3, 'a new one');");

        var report = await RunAsync(apply: true);

        Assert.Equal((0L, 0L), (report.Found, report.Collections.Sum(finding => finding.Look)));
        Assert.Contains("3 ann@example.org Ann, anew", await RowsAsync("customer", "id", "email", "name"));
    }

    [Fact]
    public async Task Rows_whose_owner_did_not_come_back_are_found_by_the_key_that_nobody_holds()
    {
        await _system.ExecuteAsync("INSERT INTO orders VALUES (10, 1, 'for Ann')");

        Assert.Equal(1, (await RunAsync(apply: true)).Found);

        Assert.Equal(["20 2 for Bob"], await RowsAsync("orders", "id", "customer_id", "note"));
    }

    [Fact]
    public async Task What_the_data_map_keeps_by_now_stays_and_is_named()
    {
        await _system.ExecuteAsync(BackUp);

        var report = await RunAsync(apply: true, Rules("retain: { ground: legal-obligation, reason: \"Tax records\" }"));

        var orders = report.Collections.Single(finding => finding.Collection == "orders");
        Assert.Equal((RestoreState.Kept, "legal-obligation", 2L), (orders.State, orders.Code, orders.Found));
        Assert.Contains("10 1 for Ann", await RowsAsync("orders", "id", "customer_id", "note"));
        Assert.False(report.IsDone);
    }

    [Fact]
    public async Task A_collection_that_the_data_map_lost_is_named_as_not_compared()
    {
        await AppendAsync("gone", LedgerAction.Deleted, ["1"], ByEmail());

        var report = await RunAsync(apply: false);

        Assert.Equal(RestoreState.NotMapped, report.Collections.Single(finding => finding.Collection == "gone").State);
        Assert.False(report.IsDone);
    }

    [Fact]
    public async Task Rows_found_by_a_key_of_several_parts_in_one_element_come_back_and_only_that_element_goes_again()
    {
        await _system.ExecuteAsync("""
            INSERT INTO member VALUES (1, 7, 'ann@example.org'), (1, 8, 'bob@example.org'), (2, 7, 'zoe@example.org');
            INSERT INTO team VALUES
                (50, '[{"shop": 1, "number": 7, "name": "Ann"}, {"shop": 1, "number": 8, "name": "Bob"}]'),
                (51, '[{"shop": 1, "number": 8, "name": "Bob"}, {"shop": 2, "number": 7, "name": "Zoe"}]'),
                (52, '[{"shop": 1, "number": 7, "name": "Ann, anew"}]');
            """);
        await _ledger.AppendAsync(Entry("member", LedgerAction.Deleted, ["shop", "number"], [Parts("1", "7")], ByEmail()), default);
        var search = new KeySet { Fields = ["members.shop", "members.number"], Keys = new[] { Parts("1", "7") }.ToAsyncEnumerable() };
        await _ledger.AppendAsync(
            Entry("team", LedgerAction.Masked, ["id"], [KeyTuple.Of("50"), KeyTuple.Of("51")], new LedgerSearch(search, null, new LedgerSource("shop", "member", ["shop", "number"]))), default);

        var found = (await RunAsync(apply: false)).Collections.Single(finding => finding.Collection == "team");
        var report = await RunAsync(apply: true);

        Assert.Equal(("mask", 1L, 0L), (found.Action, found.Found, found.Look));
        Assert.Equal(["1 8 bob@example.org", "2 7 zoe@example.org"], await RowsAsync("member", "shop", "number", "email"));
        Assert.Equal(
            ["50: 1-7 -, 1-8 Bob", "51: 1-8 Bob, 2-7 Zoe", "52: 1-7 Ann, anew"],
            (await _system.RowsAsync("SELECT id, members FROM team ORDER BY id")).Select(row => Said(row.Split('|', 2))));
        Assert.True(report.IsDone);
        Assert.Equal(RestoreState.Clean, (await RunAsync(apply: false)).Collections.Single(finding => finding.Collection == "team").State);
    }

    [Fact]
    public async Task Nothing_of_what_was_found_is_left_in_our_own_folders()
    {
        await _system.ExecuteAsync(BackUp);

        await RunAsync(apply: true);

        Assert.Empty(Directory.EnumerateFiles(_folder.File("blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal(["ledger.db", "ledger.key"], Directory.EnumerateFiles(_folder.File("ledger")).Select(Path.GetFileName).Where(name => !name!.Contains('-', StringComparison.Ordinal)).Order());
    }

    public async Task InitializeAsync()
    {
        _system = await CreateAsync();
        await _system.ExecuteAsync(Tables + $"""
            CREATE TABLE member (shop INTEGER, number INTEGER, email TEXT, PRIMARY KEY (shop, number));
            CREATE TABLE team (id INTEGER PRIMARY KEY, members {_system.DocumentTypes[0]});
            """);
        _ledger = await SqliteErasureLedger.OpenAsync(_folder.File("ledger"), TimeProvider.System, default);
        await AppendAsync("customer", LedgerAction.Deleted, ["1"], ByEmail());
        await AppendAsync("orders", LedgerAction.Deleted, ["10", "11"], new LedgerSearch(
            new KeySet { Fields = ["customer_id"], Keys = Keys("1") }, null, new LedgerSource("shop", "customer", ["id"])));
        await AppendAsync("profile", LedgerAction.Masked, ["5"], ByEmail());
        await AppendAsync("visit", LedgerAction.Deleted, [], ByEmail());
    }

    public async Task DisposeAsync()
    {
        _ledger.Dispose();
        await _system.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<RestoreReport> RunAsync(bool apply, string? rules = null)
    {
        var map = Maps.Read(Map(rules ?? Rules("delete: true")));
        await using var systems = new ConnectedSystems(map, [_system.Connector], new ConfigurationBuilder().Build(), TimeProvider.System);
        var restoration = new Restoration(systems, _ledger, new FileBlobStore(_folder.File("blobs")), new Kept(_logged), TimeProvider.System);
        Directory.CreateDirectory(_folder.File("blobs"));
        return await restoration.RunAsync(apply, new Progress<RestoreProgress>(), default);
    }

    private Task AppendAsync(string collection, LedgerAction action, string[] keys, LedgerSearch search) =>
        _ledger.AppendAsync(Entry(collection, action, keys.Length == 0 ? [] : ["id"], keys.Select(KeyTuple.Of), search), default);

    private static LedgerEntry Entry(string collection, LedgerAction action, string[] primaryKey, IEnumerable<KeyTuple> keys, LedgerSearch search) => new()
    {
        Request = RequestId.FromBytes(new byte[16]),
        Round = 1,
        Dataset = "shop",
        Collection = collection,
        Action = action,
        PrimaryKey = primaryKey,
        Keys = keys.ToAsyncEnumerable(),
        Searches = [search],
    };

    private static KeyTuple Parts(params string[] parts) => new([.. parts.Select(part => new KeyValue(part))]);

    // A document type may have an order of its own.
    private static string Said(string[] row) =>
        $"{row[0]}: {string.Join(", ", JsonNode.Parse(row[1])!.AsArray().Select(member => $"{member!["shop"]}-{member["number"]} {member["name"]?.ToString() ?? "-"}"))}";

    private static LedgerSearch ByEmail() => new(new KeySet { Fields = ["email"], Comparison = KeyComparison.Email, Keys = Keys("ann@example.org") }, "email", null);

    private static IAsyncEnumerable<KeyTuple> Keys(params string[] keys) => keys.Select(KeyTuple.Of).ToAsyncEnumerable();

    private async Task<IReadOnlyList<string>> RowsAsync() =>
    [
        .. await RowsAsync("customer", "id", "email", "name"),
        .. await RowsAsync("orders", "id", "customer_id", "note"),
        .. await RowsAsync("profile", "id", "email", "bio", "city"),
        .. await RowsAsync("visit", "email", "page"),
    ];

    private async Task<IReadOnlyList<string>> RowsAsync(string table, params string[] columns)
    {
        await using var system = _system.Connect();
        await using var reader = await system.ScanAsync(new RecordScan { Collection = table, Fields = columns, KeyFields = columns }, default);
        var rows = new List<string>();
        while (await reader.ReadAsync(default))
            rows.Add(string.Join(' ', columns.Select((_, index) => reader.TryGetKey(index, out var value) ? value.Text : "-")));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static string Rules(string orders) => $$"""
        deletion:
          - { collection: shop.orders, {{orders}} }
          - { collection: shop.customer, delete: true }
          - { collection: shop.visit, delete: true }
          - { collection: shop.member, delete: true }
          - { collection: shop.profile, mask: { strategy: string_rewrite, categories: [user.biography], configuration: { rewrite_value: MASKED } } }
        """;

    private string Map(string rules) => $$"""
        dataset:
          - fides_key: shop
            name: Shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: name, data_categories: [user.name] }
              - name: orders
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - name: customer_id
                    data_categories: [system.operations]
                    fides_meta: { references: [{ dataset: shop, field: customer.id, direction: from }] }
                  - { name: note, data_categories: [user.content] }
              - name: profile
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: bio, data_categories: [user.biography] }
                  - { name: city, data_categories: [user.contact.address.city] }
              - name: visit
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: page, data_categories: [user.behavior] }
              - name: member
                fields:
                  - { name: shop, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: number, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: team
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - name: members
                    fides_meta: { data_type: "object[]" }
                    fields:
                      - { name: shop, fides_meta: { references: [{ dataset: shop, field: member.shop, direction: from }] } }
                      - { name: number, fides_meta: { references: [{ dataset: shop, field: member.number, direction: from }] } }
                      - { name: name, data_categories: [user.name] }
        connection:
          - dataset: shop
            kind: {{_system.Connector.Kind}}
            settings: { {{string.Join(", ", _system.Settings.Select(setting => $"{setting.Key}: \"{setting.Value}\""))}} }
        {{rules}}
        """;

    private sealed class Kept(List<AuditEntry> logged) : IAuditLog
    {
        public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellation)
        {
            logged.AddRange(entries);
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteRestorationTests : RestorationContract
{
    protected override Task<TestSystem> CreateAsync() => Task.FromResult<TestSystem>(new SqliteTestSystem());
}

public sealed class PostgreSqlRestorationTests : RestorationContract
{
    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();
}
