using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

public abstract partial class LiveDeletionRules
{
    [Theory]
    [InlineData(DeleteAll)]
    [InlineData("")]
    public async Task Children_go_before_parents(string entries)
    {
        // The search goes from purchases to customers, so that only the foreign key puts purchases first.
        var yaml = Shop.Replace("direction: from", "direction: to", StringComparison.Ordinal)
            .Replace("{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }", "{ name: email, data_categories: [user.contact.email] }", StringComparison.Ordinal)
            .Replace("{ name: text, data_categories: [user.content] }", "{ name: text, data_categories: [user.content], fides_meta: { identity: email } }", StringComparison.Ordinal)
            + "traverse: [{ from: shop.purchase.customer_id, to: shop.customer.id, reason: one each }]\n" + entries;

        Assert.Equal(["customer", "purchase"], (await MapAsync(yaml, Customer, Purchase)).Order);
        await MapAsync(yaml, "DROP TABLE purchase", Referring(""));
        Assert.Equal(["purchase", "customer"], (await MapAsync(yaml)).Order);
    }

    [Fact]
    public async Task Erase_after_is_honoured_unless_a_foreign_key_forbids_it()
    {
        var yaml = Shop.Replace("- name: purchase\n", "- name: purchase\n        fides_meta: { erase_after: [shop.customer] }\n", StringComparison.Ordinal) + DeleteAll;
        var free = await MapAsync(yaml, Customer, Purchase);
        var bound = await MapAsync(yaml, "DROP TABLE purchase", Referring(""));

        Assert.Equal(["customer", "purchase"], free.Order);
        Assert.Empty(free.Errors);
        Assert.Equal(["purchase", "customer"], bound.Order);
        Assert.Equal([MapCodes.EraseOrderImpossible], bound.Errors);
    }

    [Fact]
    public async Task Reference_fields_are_masked_after_every_collection_whose_search_needs_them()
    {
        // A row of the address book leads to a visit over its own personal field; the foreign key alone would mask it first.
        const string Yaml = """
            dataset:
              - fides_key: shop
                collections:
                  - name: contact
                    fields:
                      - { name: id, data_categories: [system] }
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: badge, data_categories: [user.device], fides_meta: { references: [{ dataset: shop, field: visit.badge, direction: to }] } }
                      - { name: visit_id, data_categories: [system] }
                  - name: visit
                    fields:
                      - { name: id, data_categories: [system] }
                      - { name: badge, data_categories: [user.device] }
            connection: [{ dataset: shop, kind: sqlite }]

            """;
        var live = await MapAsync(
            Yaml,
            "CREATE TABLE visit (id INTEGER PRIMARY KEY, badge TEXT)",
            "CREATE TABLE contact (id INTEGER PRIMARY KEY, email TEXT, badge TEXT, visit_id INTEGER REFERENCES visit)");

        Assert.Equal(["email null_rewrite", "badge null_rewrite"], live.Masked("contact"));
        Assert.Equal(["visit", "contact"], live.Order);
        Assert.Equal(["contact", "visit"], (await MapAsync(Yaml + DeleteAll)).Order);
        Assert.Equal(["visit", "contact"], (await MapAsync(Yaml + "deletion: [{ collection: shop.visit, delete: true }]")).Order);
    }
}
