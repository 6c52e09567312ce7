using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MapReadingTests
{
    private const string Fides = """
        dataset:
          - fides_key: shop
            name: Shop
            description: What customers buy
            organization_fides_key: default_organization
            meta: { anything: [goes] }
            fides_meta:
              resource_id: shop.prod
              after: [crm]
              namespace: { schema: sales, connection_type: postgres }
              redact: name
            collections:
              - name: customer
                description: People
                data_categories: [user]
                fides_meta:
                  after: [crm.person]
                  erase_after: [shop.order]
                  skip_processing: false
                  masking_strategy_override: { strategy: delete }
                  partitioning: { field: created }
                fields:
                  - name: id
                    data_categories: [user.unique_id]
                    fides_meta: { primary_key: True, data_type: integer }
                  - name: email
                    data_categories:
                      - user.contact.email
                    fides_meta:
                      identity: email
                      data_type: string
                      length: 40
                      case_insensitive: true
                      read_only: yes
                      masking_strategy_override:
                        strategy: hash
                        configuration: { algorithm: SHA-512, format_preservation: { suffix: "@example.org" } }
                      references:
                        - dataset: crm
                          field: person.contact.email
                          direction: from
                        - { dataset: crm, field: lead.email }
                  - name: addresses
                    fides_meta: { data_type: "object[]", return_all_elements: true }
                    fields:
                      - name: street
                        data_categories: [user.contact.address.street]
                  - name: site
                    fidesops_meta: { custom_request_field: tenant, redact: name }
          - fides_key: crm
            fidesops_meta:
            collections:
              - name: person
                fields: []
        """;

    [Fact]
    public void A_fides_dataset_is_read_with_everything_it_says()
    {
        var reading = Maps.Reading(Fides);

        Assert.Empty(reading.Problems);
        var shop = reading.Map!.FindDataset("shop")!;
        Assert.Equal(("Shop", "What customers buy", true), (shop.Name, shop.Description, shop.RedactName));
        Assert.Equal("sales", shop.Namespace["schema"]);
        Assert.Equal("crm", Assert.Single(shop.After).Value);
        var customer = Assert.Single(shop.Collections);
        Assert.Equal("crm.person", Assert.Single(customer.After).Value);
        Assert.Equal("shop.order", Assert.Single(customer.EraseAfter).Value);
        Assert.NotNull(customer.DeleteOverride);
        Assert.True(customer.Fields[0].PrimaryKey);
    }

    [Fact]
    public void A_field_keeps_identity_references_mask_and_flags()
    {
        var email = Maps.Read(Fides).FindDataset("shop")!.Collections[0].Fields[1];

        Assert.Equal("email", email.Identity!.Value);
        Assert.Equal(40, email.Length);
        Assert.True(email.CaseInsensitive && email.ReadOnly);
        Assert.Equal(new MaskingStrategy { Kind = MaskingKind.Hash, Algorithm = "SHA-512", Suffix = "@example.org" }, email.MaskingOverride!.Value);
        Assert.Equal(
            [("crm", "person.contact.email", ReferenceDirection.From), ("crm", "lead.email", ReferenceDirection.Either)],
            email.References.Select(reference => (reference.Dataset, reference.Field, reference.Direction)));
    }

    [Fact]
    public void Nested_fields_arrays_and_the_older_name_of_fides_meta_are_understood()
    {
        var fields = Maps.Read(Fides).FindDataset("shop")!.Collections[0].Fields;

        Assert.Equal(new FieldType("object", IsArray: true), fields[2].Type);
        Assert.True(fields[2].ReturnAllElements);
        Assert.Equal("street", Assert.Single(fields[2].Fields).Name);
        Assert.Equal("tenant", fields[3].CustomRequestField);
        Assert.True(fields[3].RedactName);
    }

    [Fact]
    public void Values_remember_where_they_stand()
    {
        var customer = Maps.Read(Fides).FindDataset("shop")!.Collections[0];

        Assert.Equal(new MapPosition("map.yml", 13, 15), customer.At);
        Assert.Equal("map.yml:28", Assert.Single(customer.Fields[1].Categories).At.ToString());
        Assert.Equal(40, customer.Fields[1].References[0].At.Line);
    }

    [Fact]
    public void The_sections_of_our_own_are_read()
    {
        var map = Maps.Read("""
            connection:
              - dataset: billing
                kind: postgresql
                settings: { connection_string: "${BILLING_DB}", port: 5432 }
                role: processor
                limits: { rows: 1_000, parallel: 4, timeout: 00:05:00 }
            deletion:
              - collection: billing.invoice
                retain: { ground: legal-obligation, reason: "Tax records, 7 years" }
              - collection: portal.session
                delete: true
              - collection: "*"
                mask: { strategy: null_rewrite, categories: [user] }
              - collection: "*"
                mask: { strategy: string_rewrite, configuration: { rewrite_value: gone } }
            vouches:
              - { field: billing.customer.phone, for: phone_number }
            traverse:
              - { from: portal.person.household_id, to: portal.household.id, reason: "one person per household record" }
            data_category:
              - fides_key: user.shoe_size
                parent_key: user
            """);

        var connection = map.FindConnection("billing")!;
        Assert.Equal(("postgresql", true), (connection.Kind.Value, connection.Processor));
        Assert.Equal(("${BILLING_DB}", "5432"), (connection.Settings["connection_string"].Value, connection.Settings["port"].Value));
        Assert.Equal((1000L, 4, TimeSpan.FromMinutes(5)), (connection.Limits.Rows, connection.Limits.Parallel, connection.Limits.Timeout));
        Assert.Collection(
            map.DeletionRules,
            rule => Assert.Equal("legal-obligation", Assert.IsType<DeletionRule.Retain>(rule).Ground.Value),
            rule => Assert.IsType<DeletionRule.Delete>(rule),
            rule => Assert.Equal(MaskingKind.NullRewrite, Assert.IsType<DeletionRule.Mask>(rule).Strategy.Kind),
            rule => Assert.Equal("user", Assert.Single(Assert.IsType<DeletionRule.Mask>(rule).Categories).Value));
        Assert.Equal("phone_number", Assert.Single(map.Vouches).Identity.Value);
        Assert.Equal("portal.household.id", Assert.Single(map.Traverses).To.Value);
        Assert.Equal("user.shoe_size", Assert.Single(map.OwnCategories).Value);
    }

    [Theory]
    [InlineData("{ strategy: random_string_rewrite, length: 12, format_preservation: { suffix: '@x.example' } }")]
    [InlineData("{ strategy: random_string_rewrite, configuration: { length: 12, format_preservation: { suffix: '@x.example' } } }")]
    [InlineData("{ strategy: random_string_rewrite, length: 99, configuration: { length: 12 }, format_preservation: { suffix: '@x.example' } }")]
    public void The_configuration_of_a_mask_may_stand_beside_its_strategy(string mask)
    {
        var reading = MapReader.Read([new MapFile("map.yml", System.Text.Encoding.UTF8.GetBytes($"deletion: [{{ collection: '*', mask: {mask} }}]"))]);

        Assert.Empty(reading.Problems);
        var rule = Assert.IsType<DeletionRule.Mask>(Assert.Single(reading.Map!.DeletionRules));
        Assert.Equal((12, "@x.example"), (rule.Strategy.Length, rule.Strategy.Suffix));
    }

    [Fact]
    public void Systems_carry_what_an_access_answer_tells()
    {
        var system = Assert.Single(Maps.Read("""
            system:
              - fides_key: billing_system
                name: Billing
                system_type: Service
                administrating_department: Finance
                does_international_transfers: true
                legal_basis_for_transfers: [SCCs]
                uses_profiling: false
                egress: [{ fides_key: payment_provider, type: system }]
                privacy_declarations:
                  - name: Invoices
                    data_use: essential.legal_obligation
                    data_categories: [user.financial]
                    data_subjects: [customer]
                    legal_basis_for_processing: Legal obligations
                    retention_period: 7 years
                    third_parties: Tax adviser
                    dataset_references: [billing]
            """).Systems);

        Assert.True(system.Concerns("billing"));
        Assert.False(system.Concerns("portal"));
        Assert.Equal("7 years", Assert.Single(system.Declarations).RetentionPeriod);
        Assert.Equal("SCCs", Assert.Single(system.TransferSafeguards));
    }

    [Fact]
    public void Several_documents_anchors_aliases_and_merge_keys_are_followed()
    {
        var map = Maps.Read("""
            dataset:
              - fides_key: one
                collections:
                  - name: c
                    fields: &fields
                      - &email
                        name: email
                        fides_meta: { identity: email }
                      - <<: *email
                        name: other
            ---
            dataset:
              - fides_key: two
                collections:
                  - name: c
                    fields: []
            """);

        Assert.Equal(["one", "two"], map.Datasets.Select(dataset => dataset.Key));
        Assert.Equal(["email", "other"], map.Datasets[0].Collections[0].Fields.Select(field => field.Name));
        Assert.Equal("email", map.Datasets[0].Collections[0].Fields[1].Identity!.Value);
    }

    [Fact]
    public void Files_are_merged_and_a_dataset_declared_in_two_of_them_cannot_be_read()
    {
        var dataset = "dataset:\n- fides_key: a\n  collections: []\n"u8.ToArray();

        var reading = MapReader.Read([new MapFile("a.yml", dataset), new MapFile("b.yml", dataset)]);

        Assert.Null(reading.Map);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((MapSeverity.Unreadable, MapCodes.Duplicate, "b.yml", 2), (problem.Severity, problem.Code, problem.File, problem.Line));
        Assert.Contains("a.yml:2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_other_fides_files_hold_is_accepted_with_a_remark()
    {
        var reading = Maps.Reading("""
            saas_config: { fides_key: mailer, connector_params: [] }
            policy: []
            dataset: []
            """);

        Assert.NotNull(reading.Map);
        Assert.Equal([MapCodes.SaasLater, MapCodes.UnusedKey], reading.Problems.Select(problem => problem.Code));
        Assert.All(reading.Problems, problem => Assert.Equal(MapSeverity.Warning, problem.Severity));
    }
}
