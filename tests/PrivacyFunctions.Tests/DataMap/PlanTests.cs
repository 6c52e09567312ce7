using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class PlanTests
{
    private const string Colleagues = """
        dataset:
          - fides_key: portal
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - name: company_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [{ dataset: portal, field: company.id }] }
              - name: company
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: name, data_categories: [user.workplace] }
              - name: ticket
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: text, data_categories: [user.content] }
                  - name: person_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [{ dataset: portal, field: person.id }] }
                  - name: company_id
                    data_categories: [system.operations]
                    fides_meta: { references: [{ dataset: portal, field: company.id }] }
        connection:
          - { dataset: portal, kind: sqlite, limits: { rows: 50 } }
        """;

    [Fact]
    public void Colleagues_share_a_company_but_nothing_beyond_it()
    {
        var plan = Maps.Read(Colleagues).Plan("email");

        Assert.Equal(["portal.person", "portal.ticket", "portal.company"], plan.Searched());
        var company = plan.Step("portal.company");
        Assert.Equal(Sharing.All, company.Sharing);
        Assert.Equal(DisclosureKind.Export, company.Disclosure.Kind);
        Assert.Empty(company.Outputs);
        Assert.All(plan.Step("portal.ticket").Inputs, input => Assert.Equal("person_id", input.Fields.Single().ToString()));
        Assert.Contains(new PlanStop("portal.person.company_id → portal.company.id", "portal.company.id → portal.person.company_id"), plan.Stops);
        Assert.Contains(new PlanStop("portal.person.company_id → portal.company.id", "portal.company.id → portal.ticket.company_id"), plan.Stops);
    }

    [Fact]
    public void A_listed_traversal_makes_the_rows_the_persons_own()
    {
        var plan = Maps.Read(Colleagues + "\ntraverse:\n  - { from: portal.person.company_id, to: portal.company.id, reason: one person each }").Plan("email");

        Assert.Equal(Sharing.None, plan.Step("portal.company").Sharing);
        Assert.Contains(plan.Step("portal.ticket").Inputs, input => input.Fields.Single().ToString() == "company_id");
    }

    [Fact]
    public void A_holding_field_that_is_unique_itself_leads_to_a_row_of_ones_own()
    {
        var live = Maps.Live(
            "portal",
            Table("person", Column("id"), Column("email"), Column("company_id")).WithUnique("company_id"),
            Table("company", Column("id"), Column("name")),
            Table("ticket", Column("id"), Column("text"), Column("person_id"), Column("company_id")));

        Assert.Equal(Sharing.None, Maps.Read(Colleagues).Plan(live, "access", "email").Step("portal.company").Sharing);
    }

    [Fact]
    public void The_step_says_what_to_read_and_what_is_shown()
    {
        var ticket = Maps.Read(Colleagues).Plan("email").Step("portal.ticket");

        Assert.Equal(["text", "person_id"], ticket.Exported.Select(field => field.Name));
        Assert.Equal(["text", "person_id", "company_id", "id"], ticket.Fields);
        Assert.Equal(["company_id", "id"], ticket.KeyFields);
        Assert.Equal(["id"], ticket.PrimaryKey);
        Assert.Equal(50, ticket.RowCap);
        var query = ticket.Query([ticket.Inputs[0].KeySet(AsyncEnumerable.Empty<KeyTuple>())]);
        Assert.Equal(("ticket", 50L), (query.Collection, query.RowCap));
        Assert.Equal(["person_id"], query.KeySets.Single().Fields);
    }

    [Fact]
    public void Emails_are_compared_as_emails_and_without_case_where_the_field_says_so()
    {
        var map = Maps.Read("""
            dataset:
              - fides_key: a
                collections:
                  - name: exact
                    fields: [{ name: email, data_categories: [user], fides_meta: { identity: email } }]
                  - name: ignoring
                    fields:
                      - name: email
                        data_categories: [user]
                        fides_meta: { identity: email, case_insensitive: true }
                  - name: flow
                    fields:
                      - name: who
                        data_categories: [user]
                        fides_meta: { references: [{ dataset: a, field: exact.email, direction: from }] }
                  - name: login
                    fields:
                      - { name: login, data_categories: [user], fides_meta: { identity: login, case_insensitive: true } }
            connection: [{ dataset: a, kind: sqlite }]
            """);

        var plan = map.Plan("email", "login");

        Assert.Equal(KeyComparison.Email, plan.Step("a.exact").Inputs.Single().Comparison);
        Assert.Equal(KeyComparison.EmailIgnoringCase, plan.Step("a.ignoring").Inputs.Single().Comparison);
        Assert.Equal(KeyComparison.Email, plan.Step("a.flow").Inputs.Single().Comparison);
        Assert.Equal(KeyComparison.IgnoringCase, plan.Step("a.login").Inputs.Single().Comparison);
    }

    [Fact]
    public void References_that_make_up_a_composite_foreign_key_travel_together_and_others_alone()
    {
        var map = Maps.Read("""
            dataset:
              - fides_key: a
                collections:
                  - name: account
                    fields:
                      - { name: tenant, data_categories: [system] }
                      - { name: number, data_categories: [system] }
                      - { name: email, data_categories: [user], fides_meta: { identity: email } }
                  - name: entry
                    fields:
                      - { name: id, data_categories: [user], fides_meta: { primary_key: true } }
                      - { name: number, data_categories: [user], fides_meta: { references: [{ dataset: a, field: account.number, direction: from }] } }
                      - { name: tenant, data_categories: [user], fides_meta: { references: [{ dataset: a, field: account.tenant, direction: from }] } }
            connection: [{ dataset: a, kind: sqlite }]
            """);
        var live = Maps.Live(
            "a",
            Table("account", Column("tenant"), Column("number"), Column("email")).WithKey("tenant", "number"),
            Table("entry", Column("id"), Column("tenant"), Column("number")).WithForeignKey(["tenant", "number"], "account", ["tenant", "number"]));

        var together = Assert.Single(map.Plan(live, "access", "email").Step("a.entry").Inputs);
        Assert.Equal(["tenant", "number"], together.Fields.Select(field => field.ToString()));
        Assert.Equal(2, map.Plan("email").Step("a.entry").Inputs.Count);
    }

    [Fact]
    public void A_circle_is_cut_where_it_would_lead_back()
    {
        var plan = Maps.Read("""
            dataset:
              - fides_key: a
                collections:
                  - name: one
                    fields:
                      - { name: email, data_categories: [user], fides_meta: { identity: email } }
                      - { name: x, data_categories: [user], fides_meta: { references: [{ dataset: a, field: two.x, direction: to }] } }
                      - { name: y, data_categories: [user], fides_meta: { references: [{ dataset: a, field: two.y, direction: from }] } }
                  - name: two
                    fields: [{ name: x, data_categories: [user] }, { name: y, data_categories: [user] }]
            connection: [{ dataset: a, kind: sqlite }]
            """).Plan("email");

        Assert.Equal(["a.one", "a.two"], plan.Searched());
        Assert.Equal(["a.two.y → a.one.y"], plan.Dropped);
    }

    [Fact]
    public void After_is_waited_for_across_datasets()
    {
        var plan = Maps.Read("""
            dataset:
              - fides_key: a
                fides_meta: { after: [b] }
                collections:
                  - name: one
                    fields: [{ name: email, data_categories: [user], fides_meta: { identity: email } }]
              - fides_key: b
                collections:
                  - name: two
                    fides_meta: { after: [b.three] }
                    fields: [{ name: email, data_categories: [user], fides_meta: { identity: email } }]
                  - name: three
                    fields: [{ name: email, data_categories: [user], fides_meta: { identity: email } }]
            connection: [{ dataset: a, kind: sqlite }, { dataset: b, kind: sqlite }]
            """).Plan("email");

        Assert.Equal(["b.three", "b.two", "a.one"], plan.Searched());
        Assert.Equal([[], ["u1"], ["u1", "u2"]], plan.Units.Select(unit => unit.Needs));
    }

    [Fact]
    public void What_is_skipped_unconnected_unreachable_or_pointless_is_listed_with_the_reason()
    {
        var plan = Maps.Read("""
            dataset:
              - fides_key: a
                collections:
                  - name: start
                    fields:
                      - { name: email, data_categories: [user], fides_meta: { identity: email } }
                      - { name: product, fides_meta: { references: [{ dataset: a, field: product.name, direction: to }] } }
                  - name: product
                    fields: [{ name: name, data_categories: [system.operations] }]
                  - name: skipped
                    fides_meta: { skip_processing: true }
                    fields: [{ name: email, data_categories: [user], fides_meta: { identity: email } }]
                  - name: phone
                    fields: [{ name: phone, data_categories: [user], fides_meta: { identity: phone_number } }]
                  - name: island
                    fields: [{ name: name, data_categories: [user] }]
              - fides_key: b
                collections:
                  - name: lost
                    fields: [{ name: email, data_categories: [user], fides_meta: { identity: email } }]
            connection: [{ dataset: a, kind: sqlite }]
            """).Plan("email");

        Assert.Equal(["a.start"], plan.Searched());
        Assert.Equal(
            (Omissions.NothingAsked, Omissions.Skipped, Omissions.OtherIdentity, Omissions.Unreachable, Omissions.NotConnected),
            (plan.Omitted("a.product"), plan.Omitted("a.skipped"), plan.Omitted("a.phone"), plan.Omitted("a.island"), plan.Omitted("b.lost")));
        Assert.Equal(["island", "lost"], plan.NotSearched.Where(omission => omission.Gap).Select(omission => omission.Collection));
    }

    [Fact]
    public void Missing_tables_and_columns_are_gaps()
    {
        var live = Maps.Live("portal", Table("person", Column("id"), Column("email"), Column("company_id")), Table("ticket", Column("id"), Column("person_id"), Column("company_id")));

        var plan = Maps.Read(Colleagues).Plan(live, "access", "email");

        Assert.Equal(["portal.person", "portal.ticket"], plan.Searched());
        Assert.Equal([new PlanGap("portal", "company", null, "table-missing"), new PlanGap("portal", "ticket", "text", "column-missing")], plan.Gaps);
        Assert.DoesNotContain("text", plan.Step("portal.ticket").Fields);
        Assert.True(plan.NotSearched.Single(omission => omission.Collection == "company").Gap);
    }

    [Fact]
    public void A_collection_that_is_not_found_because_its_column_is_missing_is_a_gap()
    {
        var live = Maps.Live("portal", Table("person", Column("id"), Column("company_id")), Table("company", Column("id"), Column("name")), Table("ticket", Column("id"), Column("text"), Column("person_id"), Column("company_id")));

        var plan = Maps.Read(Colleagues).Plan(live, "access", "email");

        Assert.Empty(plan.Units);
        Assert.Equal(3, plan.NotSearched.Count(omission => omission.Gap));
    }

    [Fact]
    public void A_processors_rows_are_counted_but_never_shown_and_still_pass_keys()
    {
        var plan = Maps.Read(Colleagues.Replace("kind: sqlite,", "kind: sqlite, role: processor,", StringComparison.Ordinal)).Plan("email");

        Assert.All(plan.Steps(), step => Assert.Equal((DisclosureKind.Withheld, Grounds.Processor), (step.Disclosure.Kind, step.Disclosure.Ground)));
        Assert.All(plan.Steps(), step => Assert.Empty(step.Exported));
        Assert.Equal(3, plan.Steps().Count());
    }

    [Fact]
    public void A_plan_survives_json_and_its_hash_follows_its_content()
    {
        var map = Maps.Read(Colleagues);
        var plan = map.Plan("email");
        var json = JsonSerializer.Serialize(plan, PlanJson.Default.Plan);

        var again = JsonSerializer.Deserialize(json, PlanJson.Default.Plan)!;

        Assert.Equal(json, JsonSerializer.Serialize(again, PlanJson.Default.Plan));
        Assert.Equal(64, plan.PlanHash.Length);
        Assert.Equal(plan.PlanHash, map.Plan("email").PlanHash);
        Assert.NotEqual(plan.PlanHash, map.Plan(Maps.NoCatalogues, "deletion", "email").PlanHash);
        Assert.Contains("\"comparison\":\"email\"", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"export\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_filled_in_for_people_does_not_change_the_hash()
    {
        var plan = Maps.Read(Colleagues).Plan("email");
        var explained = plan with { Units = [.. plan.Units.Select(unit => unit with { Steps = [.. unit.Steps.Select(step => step with { Statement = "SELECT 1" })] })] };

        Assert.Equal(plan.PlanHash, PlanHashing.Of(explained));
    }
}
