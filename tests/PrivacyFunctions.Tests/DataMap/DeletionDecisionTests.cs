using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class DeletionDecisionTests
{
    private const string Customer = """
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: name, data_categories: [user.name], fides_meta: { length: 20 } }
                  - { name: created, data_categories: [system.operations] }
                  - { name: note, data_categories: [user.content], fides_meta: { read_only: true } }
              - name: order
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: customer_id, data_categories: [user.contact], fides_meta: { references: [{ dataset: shop, field: customer.id, direction: from }] } }
                  - { name: text, data_categories: [user.content] }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    [Fact]
    public void Without_entries_every_personal_field_becomes_null_reference_fields_included()
    {
        var plan = Plan("");

        var customer = Assert.IsType<DeletionDecision.Mask>(plan.Step("shop.customer").Deletion);
        Assert.Equal(["email", "name"], customer.Fields.Select(mask => mask.Field.ToString()));
        Assert.All(customer.Fields, mask => Assert.Equal(MaskingKind.NullRewrite, mask.Strategy.Kind));
        Assert.Equal(20, customer.Fields[1].MaxLength);
        Assert.Equal([new FieldNotErased(FieldPath.Of("note"), FieldNotErased.ReadOnly)], customer.NotErased);
        Assert.Equal(["customer_id", "text"], Assert.IsType<DeletionDecision.Mask>(plan.Step("shop.order").Deletion).Fields.Select(mask => mask.Field.ToString()));
    }

    [Fact]
    public void The_first_retain_or_delete_decides_and_a_mask_before_a_delete_does_not_apply()
    {
        var plan = Plan("""
            deletion:
              - { collection: "*", mask: { strategy: hash } }
              - { collection: shop.order, delete: true }
              - { collection: shop.*, retain: { ground: contract, reason: Running contract } }
            """);

        Assert.IsType<DeletionDecision.Delete>(plan.Step("shop.order").Deletion);
        var retain = Assert.IsType<DeletionDecision.Retain>(plan.Step("shop.customer").Deletion);
        Assert.Equal(("contract", "Running contract"), (retain.Ground, retain.Reason));
        Assert.StartsWith("map.yml:", retain.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_field_takes_the_first_mask_that_holds_its_category_and_an_override_only_changes_the_strategy()
    {
        var plan = PlanBuilder.Build(
            Maps.Read(Customer.Replace("fides_meta: { length: 20 }", "fides_meta: { masking_strategy_override: { strategy: random_string_rewrite, configuration: { length: 8 } } }", StringComparison.Ordinal) + """
            deletion:
              - { collection: shop.customer, mask: { strategy: string_rewrite, configuration: { rewrite_value: gone }, categories: [user.contact] } }
              - { collection: "*", mask: { strategy: hash, categories: [user.contact, system.operations] } }
            """),
            Maps.NoCatalogues,
            new PlanQuestion { Right = "deletion", ProvedIdentities = ["email"] });

        Assert.Equal(
            [("email", MaskingKind.StringRewrite), ("name", MaskingKind.RandomStringRewrite), ("created", MaskingKind.Hash)],
            Assert.IsType<DeletionDecision.Mask>(plan.Step("shop.customer").Deletion).Fields.Select(mask => (mask.Field.ToString(), mask.Strategy.Kind)));
    }

    [Fact]
    public void A_collection_override_is_a_last_delete_entry()
    {
        var yaml = Customer.Replace("- name: order\n", "- name: order\n        fides_meta: { masking_strategy_override: { strategy: delete } }\n", StringComparison.Ordinal);

        Assert.IsType<DeletionDecision.Delete>(Decision(yaml, "shop.order"));
        Assert.IsType<DeletionDecision.Retain>(Decision(yaml + "deletion: [{ collection: shop.order, retain: { ground: contract, reason: x } }]", "shop.order"));
    }

    [Fact]
    public void A_processors_and_a_shared_row_come_before_every_entry()
    {
        var entries = "deletion: [{ collection: \"*\", delete: true }]";
        var processor = Decision(Customer.Replace("kind: sqlite", "kind: sqlite, role: processor", StringComparison.Ordinal) + entries, "shop.customer");
        var shared = Decision(
            Customer.Replace("fides_meta: { identity: email }", "fides_meta: { }", StringComparison.Ordinal)
                .Replace("direction: from }] } }", "direction: to }], identity: email } }", StringComparison.Ordinal) + entries,
            "shop.customer");

        Assert.Equal(Grounds.Processor, Assert.IsType<DeletionDecision.Leave>(processor).Ground);
        Assert.Equal(Grounds.Shared, Assert.IsType<DeletionDecision.Leave>(shared).Ground);
    }

    [Fact]
    public void Keys_are_never_masked_and_named_as_not_erased_unless_pseudonymous()
    {
        var live = Maps.Live(
            "shop",
            Table("customer", Column("id"), Column("email"), Column("name"), Column("created"), Column("note")).WithKey("email"),
            Table("order", Column("id"), Column("customer_id"), Column("text")).WithForeignKey("customer_id", "customer"));

        var plan = Maps.Read(Customer).Plan(live, "deletion", "email");

        var customer = Assert.IsType<DeletionDecision.Mask>(plan.Step("shop.customer").Deletion);
        Assert.Contains(new FieldNotErased(FieldPath.Of("email"), FieldNotErased.PrimaryKey), customer.NotErased);
        Assert.DoesNotContain(customer.NotErased, field => field.Field.Column == "id");
        Assert.Contains(new FieldNotErased(FieldPath.Of("customer_id"), FieldNotErased.ForeignKey), Assert.IsType<DeletionDecision.Mask>(plan.Step("shop.order").Deletion).NotErased);
    }

    [Fact]
    public void A_parent_that_kept_rows_refer_to_is_masked_instead()
    {
        var live = Maps.Live(
            "shop",
            Table("customer", Column("id"), Column("email"), Column("name"), Column("created"), Column("note")),
            Table("order", Column("id"), Column("customer_id"), Column("text")).WithForeignKey("customer_id", "customer"));

        var plan = Maps.Read(Customer + """
            deletion:
              - { collection: shop.order, retain: { ground: legal-obligation, reason: Tax } }
              - { collection: shop.customer, delete: true }
            """).Plan(live, "deletion", "email");

        var delete = Assert.IsType<DeletionDecision.Delete>(plan.Step("shop.customer").Deletion);
        Assert.Equal(["order"], delete.KeptReferrers.Select(referrer => referrer.Table));
        Assert.Equal(["email", "name"], delete.Instead!.Fields.Select(mask => mask.Field.ToString()));
    }

    [Fact]
    public void A_categorised_object_is_masked_whole_and_others_by_their_sub_fields()
    {
        var mask = Assert.IsType<DeletionDecision.Mask>(Decision("""
            dataset:
              - fides_key: shop
                collections:
                  - name: customer
                    fields:
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - name: whole
                        data_categories: [user.contact]
                        fields: [{ name: x }, { name: y, data_categories: [user.name] }]
                      - name: parts
                        fields: [{ name: x }, { name: y, data_categories: [user.name] }]
                      - name: partly_read_only
                        data_categories: [user.contact]
                        fields: [{ name: x, fides_meta: { read_only: true } }, { name: y }]
            connection: [{ dataset: shop, kind: sqlite }]
            """, "shop.customer"));

        Assert.Equal(["email", "whole", "parts.y", "partly_read_only.y"], mask.Fields.Select(field => field.Field.ToString()));
        Assert.Equal("partly_read_only.x", Assert.Single(mask.NotErased).Field.ToString());
    }

    [Fact]
    public void Children_go_before_parents_and_erase_after_is_honoured()
    {
        var everything = "deletion: [{ collection: \"*\", delete: true }]";
        var live = Maps.Live(
            "shop",
            Table("customer", Column("id"), Column("email"), Column("name"), Column("created"), Column("note")).WithForeignKey("created", "order"),
            Table("order", Column("id"), Column("customer_id"), Column("text")));

        Assert.Equal(["shop.order", "shop.customer"], Order(Maps.Read(Customer + everything).Plan(Maps.NoCatalogues, "deletion", "email")));
        Assert.Equal(["shop.customer", "shop.order"], Order(Maps.Read(Customer + everything).Plan(live, "deletion", "email")));
        Assert.Equal(
            ["shop.customer", "shop.order"],
            Order(Maps.Read(Customer.Replace("- name: order\n", "- name: order\n        fides_meta: { erase_after: [shop.customer] }\n", StringComparison.Ordinal) + everything).Plan(Maps.NoCatalogues, "deletion", "email")));
    }

    private static IEnumerable<string> Order(Plan plan) => plan.DeletionOrder.Select(id => plan.Steps().Single(step => step.Id == id).Address().ToString());

    private static Plan Plan(string entries) => Maps.Read(Customer + entries).Plan(Maps.NoCatalogues, "deletion", "email");

    private static DeletionDecision? Decision(string yaml, string collection) => Maps.Read(yaml).Plan(Maps.NoCatalogues, "deletion", "email").Step(collection).Deletion;
}
