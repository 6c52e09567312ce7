using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MapCheckTests
{
    private const string Shop = """
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: order
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: customer_id, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: shop, field: customer.id, direction: from }] } }
        connection: [{ dataset: shop, kind: sqlite }]

        """;

    private static readonly CatalogueTable Customer = Table("customer", Column("id"), Column("email"));

    private static readonly CatalogueTable Order = Table("order", Column("id"), Column("customer_id"));

    [Fact]
    public void A_sound_map_has_no_problems()
    {
        Assert.Empty(Check(Shop));
        Assert.Empty(Check(Shop, Customer, Order));
    }

    [Theory]
    [InlineData("{ dataset: nowhere, field: customer.id }", MapCodes.UnknownDataset)]
    [InlineData("{ dataset: shop, field: nobody.id }", MapCodes.UnknownCollection)]
    [InlineData("{ dataset: shop, field: customer.uuid }", MapCodes.UnknownField)]
    [InlineData("{ dataset: shop, field: order.id }", MapCodes.SelfReference)]
    public void References_to_nothing_are_errors_at_their_line(string reference, string code)
    {
        var problem = Assert.Single(Check(Shop.Replace("{ dataset: shop, field: customer.id, direction: from }", reference, StringComparison.Ordinal)), problem => problem.Code == code);

        Assert.Equal((MapSeverity.Error, "map.yml", 11), (problem.Severity, problem.File, problem.Line));
    }

    [Theory]
    [InlineData("deletion: [{ collection: shop.custmer, delete: true }]", MapCodes.DeletionMatchesNothing)]
    [InlineData("vouches: [{ field: shop.customer.phone, for: email }]", MapCodes.UnknownField)]
    [InlineData("traverse: [{ from: shop.order.customer, to: shop.customer.id, reason: x }]", MapCodes.UnknownField)]
    [InlineData("deletion: [{ collection: \"*\", delete: true }, { collection: shop.order, retain: { ground: contract, reason: x } }]", MapCodes.DeletionContradiction)]
    [InlineData("deletion: [{ collection: shop.order, retain: { ground: contract, reason: x } }, { collection: shop.order, delete: true }]", MapCodes.DeletionContradiction)]
    [InlineData("deletion: [{ collection: \"*\", mask: { strategy: hash } }, { collection: shop.order, retain: { ground: contract, reason: x } }]", MapCodes.MaskBeforeRetain)]
    public void Sections_that_contradict_the_map_or_themselves_are_errors(string section, string code) =>
        Assert.Equal(MapSeverity.Error, Assert.Single(Check(Shop + section), problem => problem.Code == code).Severity);

    [Theory]
    [InlineData("vouches: [{ field: shop.customer.email, for: shoe_size }]", MapCodes.UnknownIdentity)]
    [InlineData("vouches: [{ field: shop.customer.email, for: ip_address }]", MapCodes.VouchUnusable)]
    [InlineData("traverse: [{ from: shop.order.customer_id, to: shop.customer.id, reason: x }]", MapCodes.TraverseUnused)]
    [InlineData("deletion: [{ collection: \"*\", delete: true }, { collection: shop.order, mask: { strategy: hash } }]", MapCodes.DeletionNeverApplies)]
    [InlineData("system: [{ fides_key: s, dataset_references: [nowhere] }]", MapCodes.UnknownDataset)]
    public void Sections_without_effect_are_warnings(string section, string code) =>
        Assert.Equal(MapSeverity.Warning, Assert.Single(Check(Shop + section), problem => problem.Code == code).Severity);

    [Fact]
    public void A_specific_retain_before_a_general_delete_and_masks_after_it_are_fine() =>
        Assert.Equal([MapCodes.DeletionNeverApplies], Check(Shop + """
            deletion:
              - { collection: shop.order, retain: { ground: legal-obligation, reason: Tax } }
              - { collection: shop.*, delete: true }
              - { collection: shop.customer, mask: { strategy: null_rewrite, categories: [user] } }
            """).Select(problem => problem.Code));

    [Fact]
    public void Unknown_categories_are_warnings_unless_declared()
    {
        var yaml = Shop.Replace("user.contact.email", "user.contact.pigeon", StringComparison.Ordinal);

        Assert.Equal(MapCodes.UnknownCategory, Assert.Single(Check(yaml)).Code);
        Assert.Empty(Check(yaml + "data_category: [{ fides_key: user.contact.pigeon }]"));
    }

    [Fact]
    public void A_collection_about_people_that_nothing_leads_to_is_an_error()
    {
        var yaml = Shop.Replace("direction: from", "direction: to", StringComparison.Ordinal);

        var problem = Assert.Single(Check(yaml), problem => problem.Code == MapCodes.UnreachableCollection);
        Assert.Equal((MapSeverity.Error, 8), (problem.Severity, problem.Line));
        Assert.Empty(Check(yaml.Replace("- name: order\n", "- name: order\n        fides_meta: { skip_processing: true }\n", StringComparison.Ordinal)));
        Assert.DoesNotContain(Check(yaml.Replace("name: id, data_categories: [system.operations], fides_meta: { primary_key: true }", "name: id, fides_meta: { custom_request_field: tenant }", StringComparison.Ordinal)), found => found.Code == MapCodes.UnreachableCollection);
        Assert.DoesNotContain(Check(yaml.Replace("[user.unique_id], fides_meta: { references", "[system], fides_meta: { references", StringComparison.Ordinal)), found => found.Code == MapCodes.UnreachableCollection);
    }

    [Fact]
    public void A_collection_behind_a_shared_row_or_an_ip_address_is_unreachable_and_the_remedy_says_why()
    {
        var shared = Check(Shop.Replace("{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }", "{ name: name, data_categories: [user.name] }", StringComparison.Ordinal)
            .Replace("{ name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }", "{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }", StringComparison.Ordinal)
            .Replace("direction: from", "direction: to", StringComparison.Ordinal)
            .Replace("connection:", """
                  - name: kin
                    fields: [{ name: customer_id, data_categories: [user], fides_meta: { references: [{ dataset: shop, field: customer.id, direction: from }] } }]
            connection:
            """, StringComparison.Ordinal));
        var ip = Check(Shop.Replace("identity: email", "identity: ip_address", StringComparison.Ordinal));

        Assert.Contains("several people", Assert.Single(shared, problem => problem.Code == MapCodes.UnreachableCollection).Message, StringComparison.Ordinal);
        Assert.Contains("IP address", ip.First(problem => problem.Code == MapCodes.UnreachableCollection).Message, StringComparison.Ordinal);
        Assert.Contains(shared, problem => problem.Code == MapCodes.SharedPath);
    }

    [Fact]
    public void Every_path_through_a_shared_row_is_listed_as_a_warning_with_the_reference_that_would_lead_on()
    {
        var problems = Check("""
            dataset:
              - fides_key: portal
                collections:
                  - name: person
                    fields:
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - name: company_id
                        data_categories: [user.unique_id]
                        fides_meta: { references: [{ dataset: portal, field: company.id }] }
                  - name: company
                    fields: [{ name: id, data_categories: [system], fides_meta: { primary_key: true } }]
                  - name: contract
                    fields:
                      - { name: email, data_categories: [user], fides_meta: { identity: email } }
                      - { name: company_id, data_categories: [user], fides_meta: { references: [{ dataset: portal, field: company.id, direction: from }] } }
            connection: [{ dataset: portal, kind: sqlite }]
            """);

        Assert.Equal([(MapSeverity.Warning, MapCodes.SharedPath, 9), (MapSeverity.Warning, MapCodes.SharedPath, 15)], problems.Select(problem => (problem.Severity, problem.Code, problem.Line)));
        Assert.Contains("portal.person.company_id → portal.company.id → portal.contract.company_id", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_that_cannot_be_are_errors()
    {
        var after = Shop.Replace("- name: customer\n", "- name: customer\n        fides_meta: { after: [shop.order, shop.nothing] }\n", StringComparison.Ordinal);
        var erase = Shop.Replace("- name: customer\n", "- name: customer\n        fides_meta: { erase_after: [shop.order] }\n", StringComparison.Ordinal)
            .Replace("- name: order\n", "- name: order\n        fides_meta: { erase_after: [shop.customer] }\n", StringComparison.Ordinal);

        Assert.Equal([MapCodes.AfterCycle, MapCodes.UnknownCollection], Check(after).Select(problem => problem.Code).Order(StringComparer.Ordinal));
        Assert.Equal(MapCodes.EraseAfterCycle, Assert.Single(Check(erase)).Code);
        Assert.Equal(
            MapCodes.EraseOrderImpossible,
            Assert.Single(Check(Shop.Replace("- name: order\n", "- name: order\n        fides_meta: { erase_after: [shop.customer] }\n", StringComparison.Ordinal), Customer, Order.WithForeignKey("customer_id", "customer"))).Code);
    }

    [Fact]
    public void A_personal_primary_key_or_enforced_foreign_key_demands_delete_or_retain()
    {
        var yaml = Shop.Replace("[user.unique_id], fides_meta: { references", "[user.contact], fides_meta: { references", StringComparison.Ordinal)
            .Replace("{ name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }", "{ name: id, data_categories: [user.government_id], fides_meta: { primary_key: true } }", StringComparison.Ordinal);
        var tables = new[] { Customer, Order.WithForeignKey("customer_id", "customer") };

        Assert.Equal([(6, MapCodes.KeyNeedsDecision), (11, MapCodes.KeyNeedsDecision)], Check(yaml, tables).Select(problem => (problem.Line, problem.Code)));
        Assert.Empty(Check(yaml + "deletion: [{ collection: shop.order, delete: true }, { collection: shop.customer, delete: true }]", tables));
        Assert.Empty(Check(Shop, tables));
        Assert.Empty(Check(Shop + "deletion: [{ collection: \"*\", mask: { strategy: null_rewrite, categories: [user, system] } }]", tables));
    }

    [Fact]
    public void A_mask_that_a_column_cannot_take_names_one_that_fits()
    {
        var notNull = Check(Shop, Table("customer", Column("id"), Required("email")), Order);
        var unique = Check(
            Shop + "deletion: [{ collection: shop.customer, mask: { strategy: string_rewrite, configuration: { rewrite_value: gone } } }]",
            Table("customer", Column("id"), Required("email")).WithUnique("email"),
            Order);

        Assert.Equal((MapSeverity.Error, MapCodes.MaskImpossible, 7), notNull.Select(problem => (problem.Severity, problem.Code, problem.Line)).Single());
        Assert.Contains("'string_rewrite'", notNull[0].Message, StringComparison.Ordinal);
        Assert.Contains("'random_string_rewrite'", Assert.Single(unique).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReferentialAction.Cascade)]
    [InlineData(ReferentialAction.SetNull)]
    [InlineData(ReferentialAction.SetDefault)]
    public void A_foreign_key_that_would_carry_deletion_into_something_kept_is_an_error(ReferentialAction action)
    {
        const string Delete = "deletion: [{ collection: shop.order, retain: { ground: legal-obligation, reason: Tax } }, { collection: shop.customer, delete: true }]";

        var problem = Assert.Single(Check(Shop + Delete, Customer, Order.WithForeignKey("customer_id", "customer", action)));
        Assert.Equal((MapSeverity.Error, MapCodes.CascadeIntoKept, 4), (problem.Severity, problem.Code, problem.Line));
        Assert.Empty(Check(Shop + Delete, Customer, Order.WithForeignKey("customer_id", "customer")));
    }

    [Fact]
    public void Cascades_are_followed_through_other_tables_and_into_unmapped_ones()
    {
        var tables = new[]
        {
            Customer,
            Order.WithForeignKey("customer_id", "customer", ReferentialAction.Cascade),
            Table("order_archive", Column("id"), Column("order_id")).WithForeignKey("order_id", "order", ReferentialAction.Cascade),
        };

        var problems = Check(Shop + "deletion: [{ collection: \"*\", delete: true }]", tables);

        Assert.Equal(2, problems.Count(problem => problem.Code == MapCodes.CascadeIntoKept && problem.Message.Contains("order_archive", StringComparison.Ordinal)));
        Assert.Contains(problems, problem => problem.Code == MapCodes.TableUnmapped);
    }

    [Fact]
    public void A_cascade_into_rows_that_are_only_masked_is_a_warning()
    {
        var problem = Assert.Single(Check(Shop + "deletion: [{ collection: shop.customer, delete: true }]", Customer, Order.WithForeignKey("customer_id", "customer", ReferentialAction.Cascade)));

        Assert.Equal((MapSeverity.Warning, MapCodes.CascadeIntoMasked), (problem.Severity, problem.Code));
    }

    [Fact]
    public void Live_tables_and_columns_are_compared_with_the_map_both_ways()
    {
        var problems = Check(Shop, Table("customer", Column("id"), Column("e_mail")), Table("Order", Column("id")), Table("extra", Column("id")));

        Assert.Equal(
            [
                (2, MapSeverity.Warning, MapCodes.TableUnmapped), (2, MapSeverity.Warning, MapCodes.TableUnmapped), (4, MapSeverity.Warning, MapCodes.ColumnUnmapped),
                (7, MapSeverity.Error, MapCodes.ColumnMissing), (8, MapSeverity.Error, MapCodes.TableMissing),
            ],
            problems.Where(problem => problem.Code != MapCodes.UnreachableCollection).Select(problem => (problem.Line, problem.Severity, problem.Code)));
    }

    [Fact]
    public void Fields_without_category_wrong_nesting_and_missing_primary_keys_are_named()
    {
        var problems = Check("""
            dataset:
              - fides_key: shop
                collections:
                  - name: customer
                    fields:
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: note }
                      - name: age
                        fields: [{ name: years, data_categories: [user.demographic] }]
            connection: [{ dataset: shop, kind: sqlite }]
            """, Table("customer", Column("email"), Column("note"), Column("age", ValueKind.Integer)).WithKey());

        Assert.Equal(
            [(4, MapCodes.PrimaryKeyMissing), (7, MapCodes.FieldUncategorised), (8, MapCodes.FieldNotNested)],
            problems.Select(problem => (problem.Line, problem.Code)));
    }

    [Fact]
    public void A_reference_to_a_part_of_a_composite_key_is_a_warning()
    {
        var tables = new[]
        {
            Table("customer", Column("id"), Column("email")).WithKey("id", "email"),
            Order with { ForeignKeys = [new CatalogueForeignKey("fk", ["customer_id", "id"], "customer", ["id", "email"], ReferentialAction.Refuse)] },
        };

        Assert.Contains(Check(Shop, tables), problem => problem is { Code: MapCodes.PartialCompositeKey, Severity: MapSeverity.Warning, Line: 11 });
    }

    [Fact]
    public void Triggers_views_and_deletions_without_effect_are_named()
    {
        var trigger = Check(Shop, Customer with { Triggers = [new CatalogueTrigger("keep_copy", OnDelete: false, OnUpdate: true)] }, Order);
        var view = Check(Shop + "deletion: [{ collection: shop.order, delete: true }]", Customer, Order with { Writable = false });
        var nothing = Check(Shop.Replace("- name: order\n", "- name: order\n        data_categories: [user]\n", StringComparison.Ordinal).Replace("[user.unique_id], fides_meta: { references", "[system], fides_meta: { references", StringComparison.Ordinal));

        Assert.Equal(MapCodes.TriggerFires, Assert.Single(trigger).Code);
        Assert.Equal((MapCodes.NotWritable, MapSeverity.Error), view.Select(problem => (problem.Code, problem.Severity)).Single());
        Assert.Equal(MapCodes.DeletionChangesNothing, Assert.Single(nothing).Code);
    }

    [Fact]
    public void Datasets_without_connection_and_connections_without_dataset_are_named()
    {
        var problems = Check(Shop.Replace("connection: [{ dataset: shop,", "connection: [{ dataset: shopp,", StringComparison.Ordinal));

        Assert.Contains(problems, problem => problem is { Code: MapCodes.NoConnection, Severity: MapSeverity.Warning, Line: 2 });
        Assert.Contains(problems, problem => problem is { Code: MapCodes.UnknownDataset, Severity: MapSeverity.Error, Line: 12 });
    }

    [Fact]
    public void A_collection_that_nothing_leads_to_is_unreachable_whether_its_dataset_is_connected_or_not()
    {
        var problems = Check("""
            dataset:
              - fides_key: shop
                collections: [{ name: customer, fields: [{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }] }]
              - fides_key: island
                collections:
                  - { name: alone, fields: [{ name: nick, data_categories: [user.name] }] }
                  - { name: found, fields: [{ name: mail, data_categories: [user.contact.email], fides_meta: { references: [{ dataset: shop, field: customer.email, direction: from }] } }] }
            connection: [{ dataset: shop, kind: sqlite }]
            """);

        Assert.Equal(
            [(4, MapSeverity.Warning, MapCodes.NoConnection), (6, MapSeverity.Error, MapCodes.UnreachableCollection)],
            problems.Select(problem => (problem.Line, problem.Severity, problem.Code)));
    }

    [Fact]
    public void A_key_field_whose_name_holds_a_dot_is_an_error() =>
        Assert.Equal(MapCodes.AmbiguousKeyName, Assert.Single(Check(Shop.Replace("name: email,", "name: e.mail,", StringComparison.Ordinal))).Code);

    private static IReadOnlyList<MapProblem> Check(string yaml, params CatalogueTable[] tables) =>
        MapChecker.Check(Maps.Read(yaml), tables.Length == 0 ? Maps.NoCatalogues : Maps.Live("shop", tables));
}
