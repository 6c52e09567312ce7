using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

public abstract partial class LiveDeletionRules
{
    private const string DeleteAll = "deletion: [{ collection: \"*\", delete: true }]";
    private const string KeepPurchases = "deletion: [{ collection: shop.purchase, retain: { ground: legal-obligation, reason: Tax } }, { collection: shop.customer, delete: true }]";
    private const string MaskPurchases = "deletion: [{ collection: shop.customer, delete: true }]";

    [Theory]
    [InlineData("CASCADE")]
    [InlineData("SET NULL")]
    [InlineData("SET DEFAULT")]
    public async Task A_deletion_that_would_reach_a_retained_collection_fails_the_check_and_the_run_refuses(string action)
    {
        var live = await MapAsync(Shop + KeepPurchases, Customer, Referring($"ON DELETE {action}"));

        var problem = live.Only(MapCodes.CascadeIntoKept);
        Assert.Equal((MapSeverity.Error, 4), (problem.Severity, problem.Line));
        Assert.Contains(action, problem.Message, StringComparison.Ordinal);
        Assert.Contains("retained", problem.Message, StringComparison.Ordinal);
        var refusal = Assert.Single(live.Plan.Refusals);
        Assert.Equal(("shop", "customer", PlanRefusal.Cascade, "purchase"), (refusal.Dataset, refusal.Collection, refusal.Code, refusal.Table));
        Assert.NotEqual(live.Plan.PlanHash, (live.Plan with { Refusals = [] }).Hashed());
    }

    [Fact]
    public async Task Cascades_are_followed_through_several_tables_into_one_that_is_not_in_the_map()
    {
        var live = await MapAsync(
            Shop + DeleteAll,
            Customer,
            Referring("ON DELETE CASCADE"),
            "CREATE TABLE part (id INTEGER PRIMARY KEY, purchase_id INTEGER REFERENCES purchase ON DELETE CASCADE)",
            "CREATE TABLE note (id INTEGER PRIMARY KEY, part_id INTEGER REFERENCES part ON DELETE SET NULL)");

        Assert.Equal(["note", "part"], live.Plan.Refusals.Where(refusal => refusal.Collection == "customer").Select(refusal => refusal.Table).Order(StringComparer.Ordinal));
        Assert.Equal(["note", "part"], live.Plan.Refusals.Where(refusal => refusal.Collection == "purchase").Select(refusal => refusal.Table).Order(StringComparer.Ordinal));
        Assert.Equal(4, live.Problems.Count(problem => problem.Code == MapCodes.CascadeIntoKept && problem.Message.Contains("not in the map", StringComparison.Ordinal)));
        Assert.Equal(["purchase"], live.Of<DeletionDecision.Delete>("customer").AllowedTables);
    }

    [Fact]
    public async Task What_refuses_to_go_is_no_reach()
    {
        var live = await MapAsync(Shop + DeleteAll, Customer, Referring(""), "CREATE TABLE part (id INTEGER PRIMARY KEY, purchase_id INTEGER REFERENCES purchase)");

        Assert.Empty(live.Errors);
        Assert.Empty(live.Plan.Refusals);
        Assert.Equal(["part"], live.Of<DeletionDecision.Delete>("purchase").KeptReferrers.Select(referrer => referrer.Table));
    }

    [Theory]
    [InlineData("DELETE", "DELETE FROM purchase WHERE customer_id = OLD.id", KeepPurchases)]
    [InlineData("DELETE", "UPDATE purchase SET text = NULL WHERE customer_id = OLD.id", KeepPurchases)]
    [InlineData("UPDATE", "DELETE FROM purchase WHERE customer_id = OLD.id", "deletion: [{ collection: shop.purchase, retain: { ground: contract, reason: x } }]")]
    [InlineData("DELETE", "DELETE FROM counter WHERE n = OLD.id", DeleteAll)]
    public async Task A_trigger_that_would_change_kept_rows_fails_the_check_and_the_run_refuses(string fires, string statement, string entries)
    {
        var live = await MapAsync(Shop + entries, Customer, Purchase, "CREATE TABLE counter (n INTEGER)", Trigger(fires, "customer", statement));

        Assert.Equal([MapCodes.TriggerIntoKept], live.Errors);
        Assert.Contains($"on {fires} of customer", live.Only(MapCodes.TriggerIntoKept).Message, StringComparison.Ordinal);
        Assert.Equal((PlanRefusal.Trigger, $"on {fires} of customer"), live.Plan.Refusals.Select(refusal => (refusal.Code, refusal.Over)).Single());
    }

    [Fact]
    public async Task A_trigger_that_notes_something_in_a_table_that_nobody_decides_about_is_allowed_and_named()
    {
        var live = await MapAsync(Shop + DeleteAll, Customer, Purchase, "CREATE TABLE counter (n INTEGER)", Trigger("DELETE", "customer", "UPDATE counter SET n = n - 1"));

        Assert.Empty(live.Errors);
        Assert.Empty(live.Plan.Refusals);
        Assert.Equal(["counter"], live.Of<DeletionDecision.Delete>("customer").AllowedTables);
        Assert.Contains("'counter'", live.Only(MapCodes.TriggerFires).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Triggers_and_cascades_are_followed_one_after_the_other()
    {
        var live = await MapAsync(
            Shop + DeleteAll,
            Customer,
            Purchase,
            "CREATE TABLE log (id INTEGER PRIMARY KEY)",
            "CREATE TABLE entry (id INTEGER PRIMARY KEY, log_id INTEGER REFERENCES log ON DELETE CASCADE)",
            Trigger("DELETE", "customer", "DELETE FROM purchase WHERE customer_id = OLD.id"),
            Trigger("DELETE", "purchase", "DELETE FROM log WHERE id = OLD.id"));

        Assert.Equal(["entry", "log"], live.Plan.Refusals.Where(refusal => refusal.Collection == "customer").Select(refusal => refusal.Table).Order(StringComparer.Ordinal));
        Assert.Equal(["purchase"], live.Of<DeletionDecision.Delete>("customer").AllowedTables);
    }

    [Fact]
    public async Task A_trigger_that_only_writes_elsewhere_is_a_warning()
    {
        var live = await MapAsync(Shop + DeleteAll, Customer, Purchase, "CREATE TABLE copy (id INTEGER)", Trigger("DELETE", "customer", "INSERT INTO copy VALUES (OLD.id)"));

        Assert.Empty(live.Errors);
        Assert.Equal(MapSeverity.Warning, live.Only(MapCodes.TriggerFires).Severity);
        Assert.Empty(live.Plan.Refusals);
    }

    [Fact]
    public async Task A_parent_that_kept_rows_refer_to_is_masked_instead_and_its_columns_must_take_it()
    {
        var live = await MapAsync(Shop + KeepPurchases, Customer, Referring(""));

        var delete = live.Of<DeletionDecision.Delete>("customer");
        var referrer = Assert.Single(delete.KeptReferrers);
        Assert.Equal(("purchase", "customer_id", "id"), (referrer.Table, referrer.Columns.Single(), referrer.ReferencedColumns.Single()));
        Assert.Equal(["email", "name"], delete.Instead!.Fields.Select(mask => mask.Field.ToString()));
        Assert.Empty(live.Errors);
        Assert.Empty(live.Plan.Refusals);
    }

    [Fact]
    public async Task A_mask_before_a_delete_does_not_apply_to_rows_that_are_masked_instead_and_one_after_it_does()
    {
        const string Rules = """
            deletion:
              - { collection: shop.purchase, retain: { ground: legal-obligation, reason: Tax } }
              - { collection: shop.customer, mask: { strategy: string_rewrite, rewrite_value: early, categories: [user.name] } }
              - { collection: shop.customer, delete: true }
              - { collection: shop.customer, mask: { strategy: string_rewrite, rewrite_value: late, categories: [user.contact] } }
            """;

        var live = await MapAsync(Shop + Rules, Customer, Referring(""));

        Assert.Equal(
            ["email string_rewrite", "name null_rewrite"],
            live.Of<DeletionDecision.Delete>("customer").Instead!.Fields.Select(mask => $"{mask.Field} {mask.Strategy.Name}"));
    }

    [Fact]
    public async Task What_masking_instead_of_deleting_fires_is_followed_too()
    {
        var live = await MapAsync(Shop + KeepPurchases, Customer, Referring(""), Trigger("UPDATE", "customer", "DELETE FROM purchase WHERE customer_id = OLD.id"));

        Assert.Equal([(PlanRefusal.Trigger, "purchase")], live.Plan.Refusals.Select(refusal => (refusal.Code, refusal.Table!)));
        Assert.Equal([MapCodes.TriggerIntoKept], live.Errors);
    }

    [Fact]
    public async Task A_parent_that_is_masked_instead_has_to_take_the_masks()
    {
        var live = await MapAsync(Shop + KeepPurchases, "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT)", Referring(""));

        Assert.Equal([MapCodes.MaskImpossible], live.Errors);
        Assert.Equal(["email mask-impossible"], live.Of<DeletionDecision.Delete>("customer").Instead!.NotErased.Select(left => $"{left.Field} {left.Why}"));
        Assert.Empty((await MapAsync(Shop + DeleteAll)).Errors);
    }

    [Fact]
    public async Task Rows_of_others_protect_a_parent_even_where_the_persons_own_rows_go()
    {
        var refusing = await MapAsync(Shop + DeleteAll, Customer, Referring(""));

        Assert.Equal(["purchase"], refusing.Of<DeletionDecision.Delete>("customer").KeptReferrers.Select(referrer => referrer.Table));
        Assert.Empty(refusing.Errors);
    }

    [Fact]
    public async Task A_cascade_never_takes_rows_that_the_map_only_masks()
    {
        var live = await MapAsync(Shop + MaskPurchases, Customer, Referring("ON DELETE CASCADE"));

        Assert.Equal(["purchase"], live.Of<DeletionDecision.Delete>("customer").KeptReferrers.Select(referrer => referrer.Table));
        Assert.Equal(MapSeverity.Warning, live.Only(MapCodes.CascadeIntoMasked).Severity);
    }

    [Fact]
    public async Task A_reference_that_is_cleared_by_the_key_is_no_obstacle_where_the_row_is_masked()
    {
        var live = await MapAsync(Shop + MaskPurchases, Customer, Referring("ON DELETE SET NULL"));

        Assert.Empty(live.Of<DeletionDecision.Delete>("customer").KeptReferrers);
        Assert.Equal(["purchase"], live.Of<DeletionDecision.Delete>("customer").AllowedTables);
        Assert.Empty(live.Errors);
        Assert.Empty(live.Plan.Refusals);
    }

    [Fact]
    public async Task A_key_of_a_table_to_itself_protects_rows_that_others_refer_to()
    {
        var live = await MapAsync(Shop + DeleteAll, "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT, boss INTEGER REFERENCES customer ON DELETE CASCADE)", Purchase);

        var referrer = Assert.Single(live.Of<DeletionDecision.Delete>("customer").KeptReferrers);
        Assert.Equal(("customer", "boss"), (referrer.Table, referrer.Columns.Single()));
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_view_cannot_be_deleted_from()
    {
        var live = await MapAsync(Shop + DeleteAll, Customer, "CREATE VIEW purchase AS SELECT id, id AS customer_id, name AS text FROM customer GROUP BY id, name");

        Assert.Contains(MapCodes.NotWritable, live.Errors);
    }

    private static string Referring(string action) => $"CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) {action}, text TEXT);";
}
