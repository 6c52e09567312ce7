using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

public abstract partial class LiveDeletionRules
{
    [Fact]
    public async Task Without_an_entry_every_personal_field_but_keys_becomes_null()
    {
        var live = await MapAsync(Shop, Customer, Purchase);

        Assert.Equal(["email null_rewrite", "name null_rewrite"], live.Masked("customer"));
        Assert.Equal(["customer_id null_rewrite", "text null_rewrite"], live.Masked("purchase"));
        Assert.Empty(live.Problems);
        Assert.Empty(live.Plan.Refusals);
    }

    [Fact]
    public async Task A_processors_rows_are_left_whatever_the_entries_say()
    {
        var live = await MapAsync(
            Shop.Replace("kind: sqlite", "kind: sqlite, role: processor", StringComparison.Ordinal) + "deletion: [{ collection: \"*\", delete: true }]", Customer, Purchase);

        Assert.Equal(Grounds.Processor, live.Of<DeletionDecision.Leave>("customer").Ground);
        Assert.Equal(Grounds.Processor, live.Of<DeletionDecision.Leave>("purchase").Ground);
        Assert.Empty(live.Plan.DeletionOrder);
    }

    [Fact]
    public async Task A_shared_row_is_left_whatever_the_entries_say_unless_its_reference_is_traversed()
    {
        var shared = Shop.Replace("{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }", "{ name: email, data_categories: [user.contact.email] }", StringComparison.Ordinal)
            .Replace("direction: from", "direction: to", StringComparison.Ordinal)
            .Replace("{ name: text, data_categories: [user.content] }", "{ name: text, data_categories: [user.content], fides_meta: { identity: email } }", StringComparison.Ordinal)
            + "deletion: [{ collection: \"*\", delete: true }]\n";

        var left = await MapAsync(shared, Customer, Purchase);
        var traversed = await MapAsync(shared + "traverse: [{ from: shop.purchase.customer_id, to: shop.customer.id, reason: one each }]");

        Assert.Equal(Grounds.Shared, left.Of<DeletionDecision.Leave>("customer").Ground);
        Assert.Equal(["purchase"], left.Order);
        Assert.IsType<DeletionDecision.Delete>(traversed.Of("customer"));
    }

    [Theory]
    [InlineData("{ collection: shop.purchase, retain: { ground: contract, reason: x } }, { collection: \"*\", delete: true }", "retain", "delete")]
    [InlineData("{ collection: shop.*, delete: true }, { collection: shop.purchase, retain: { ground: contract, reason: x } }", "delete", "delete")]
    [InlineData("{ collection: \"*\", mask: { strategy: hash } }, { collection: shop.purchase, delete: true }", "delete", "mask")]
    [InlineData("{ collection: shop.purchase, retain: { ground: contract, reason: x } }, { collection: \"*\", mask: { strategy: hash } }", "retain", "mask")]
    public async Task The_first_matching_entry_that_retains_or_deletes_decides(string entries, string purchase, string customer)
    {
        var live = await MapAsync($"{Shop}deletion: [{entries}]", Customer, Purchase);

        Assert.Equal((purchase, customer), (Word(live.Of("purchase")), Word(live.Of("customer"))));
    }

    [Theory]
    [InlineData("{ collection: \"*\", mask: { strategy: hash } }, { collection: shop.purchase, retain: { ground: contract, reason: x } }", MapCodes.MaskBeforeRetain)]
    [InlineData("{ collection: shop.*, delete: true }, { collection: shop.purchase, retain: { ground: contract, reason: x } }", MapCodes.DeletionContradiction)]
    [InlineData("{ collection: shop.purchase, retain: { ground: contract, reason: x } }, { collection: shop.purchase, delete: true }", MapCodes.DeletionContradiction)]
    [InlineData("{ collection: shop.nothing, delete: true }", MapCodes.DeletionMatchesNothing)]
    public async Task Entries_that_contradict_each_other_are_errors_with_their_line(string entries, string code)
    {
        var live = await MapAsync($"{Shop}deletion: [{entries}]", Customer, Purchase);

        Assert.Equal([code], live.Errors);
        Assert.Equal(15, live.Only(code).Line);
    }

    [Fact]
    public async Task A_mask_before_a_delete_does_not_apply_and_a_mask_takes_the_first_entry_that_holds_the_fields_own_category()
    {
        var live = await MapAsync(
            Shop.Replace("- { name: name, data_categories: [user.name] }", "- { name: name, data_categories: [user.name], fides_meta: { masking_strategy_override: { strategy: hash } } }", StringComparison.Ordinal)
                .Replace("[system.operations] }", "[system.operations], fides_meta: { masking_strategy_override: { strategy: hash } } }", StringComparison.Ordinal)
                .Replace("- name: customer\n", "- name: customer\n        data_categories: [user.financial]\n", StringComparison.Ordinal)
            + """
            deletion:
              - { collection: "*", mask: { strategy: string_rewrite, configuration: { rewrite_value: gone }, categories: [user.contact, user.financial] } }
              - { collection: shop.purchase, delete: true }
              - { collection: shop.customer, mask: { strategy: random_string_rewrite, categories: [user] } }
            """,
            Customer, Purchase);

        Assert.Equal(["email string_rewrite", "name hash"], live.Masked("customer"));
        Assert.Equal("delete", Word(live.Of("purchase")));
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_collections_override_is_a_last_delete_entry()
    {
        var yaml = Shop.Replace("- name: purchase\n", "- name: purchase\n        fides_meta: { masking_strategy_override: { strategy: delete } }\n", StringComparison.Ordinal);

        var alone = await MapAsync(yaml, Customer, Purchase);
        var retained = await MapAsync(yaml + "deletion: [{ collection: shop.*, retain: { ground: contract, reason: x } }]");
        var masked = await MapAsync(yaml + "deletion: [{ collection: \"*\", mask: { strategy: hash } }]");

        Assert.Equal("delete", Word(alone.Of("purchase")));
        Assert.Equal("retain", Word(retained.Of("purchase")));
        Assert.Equal("delete", Word(masked.Of("purchase")));
    }

    [Fact]
    public async Task Read_only_fields_are_never_written_also_below_a_read_only_object()
    {
        var live = await MapAsync(
            Shop.Replace(
                "- { name: name, data_categories: [user.name] }\n",
                string.Concat(
                    "- { name: name, data_categories: [user.name], fides_meta: { read_only: true, masking_strategy_override: { strategy: hash } } }\n",
                    "          - { name: whole, data_categories: [user], fides_meta: { read_only: true }, fields: [{ name: x }, { name: y, data_categories: [user.name] }] }\n",
                    "          - { name: parts, fides_meta: { read_only: true }, fields: [{ name: x, data_categories: [user.name] }, { name: y }] }\n"),
                StringComparison.Ordinal),
            "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT, whole TEXT, parts TEXT)", Purchase);

        Assert.Equal(["email null_rewrite"], live.Masked("customer"));
        Assert.Equal(["name read-only", "whole read-only", "parts.x read-only"], live.NotErased("customer"));
    }

    [Fact]
    public async Task Preserve_keeps_a_field_and_says_so()
    {
        var live = await MapAsync(Shop + "deletion: [{ collection: \"*\", mask: { strategy: preserve, categories: [user.name] } }]", Customer, Purchase);

        Assert.Equal(["name preserve"], live.NotErased("customer"));
        Assert.Equal(["email null_rewrite"], live.Masked("customer"));
    }

    private static string Word(DeletionDecision decision) => decision.GetType().Name.ToLowerInvariant();
}
