using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class DisclosureTests
{
    [Fact]
    public void Fields_count_by_their_own_category_or_the_nearest_categorised_parents()
    {
        var step = Collection("""
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: created, data_categories: [system.operations] }
                      - { name: nothing }
                      - name: profile
                        data_categories: [user.demographic]
                        fields:
                          - { name: born }
                          - { name: internal, data_categories: [system.operations] }
            """);

        Assert.Equal(["email", "profile"], step.Exported.Select(field => field.Name));
        Assert.Null(step.Exported[0].Rule);
        var profile = step.Exported[1].Rule!;
        Assert.True(profile.Keep && profile.Fields["born"].Keep);
        Assert.False(profile.Fields["internal"].KeepsAnything());
    }

    [Fact]
    public void A_category_on_the_collection_makes_all_its_declared_fields_count_but_one_on_the_dataset_none()
    {
        var counted = Collection("""
                      - { name: email, fides_meta: { identity: email } }
                      - { name: created, data_categories: [system.operations] }
                      - name: profile
                        fields: [{ name: born }]
            """, "data_categories: [user]");
        var described = Collection("          - { name: email, fides_meta: { identity: email } }\n", dataset: "data_categories: [user]");

        Assert.Equal(["email", "created", "profile"], counted.Exported.Select(field => field.Name));
        Assert.False(counted.Exported[2].Rule!.Keep);
        Assert.True(counted.Exported[2].Rule!.Fields["born"].Keep);
        Assert.Null(described);
    }

    [Fact]
    public void Credentials_are_withheld_for_security_and_not_even_read()
    {
        var step = Collection("""
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: password, data_categories: [user.authorization.password] }
                      - name: profile
                        data_categories: [user]
                        fields: [{ name: token, data_categories: [user.authorization] }]
            """);

        Assert.Equal([("password", "security"), ("profile.token", "security")], step.WithheldFields.Select(field => (field.Field.ToString(), field.Ground)));
        Assert.DoesNotContain("password", step.Fields);
        Assert.False(step.Exported.Single(field => field.Name == "profile").Rule!.Fields["token"].KeepsAnything());
    }

    [Fact]
    public void A_collection_of_nothing_but_credentials_is_withheld_as_a_whole()
    {
        var step = Collection("          - { name: login, data_categories: [user.authorization.credentials], fides_meta: { identity: email } }\n");

        Assert.Equal((DisclosureKind.Withheld, Grounds.Security), (step.Disclosure.Kind, step.Disclosure.Ground));
    }

    [Fact]
    public void A_credential_in_a_collection_that_counts_as_a_whole_is_still_withheld()
    {
        var step = Collection("""
                      - { name: email, fides_meta: { identity: email } }
                      - { name: password, data_categories: [user.authorization.password] }
            """, "data_categories: [user]");

        Assert.Equal(["email"], step.Exported.Select(field => field.Name));
    }

    [Fact]
    public void Only_requested_categories_are_exported()
    {
        var map = Maps.Read(Yaml("""
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: name, data_categories: [user.name] }
            """, "", ""));

        var plan = PlanBuilder.Build(map, Maps.NoCatalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["email"], Categories = ["user.name"] });

        Assert.Equal(["name"], plan.Step("a.c").Exported.Select(field => field.Name));
        Assert.Equal(["user.name"], plan.Categories);
    }

    [Fact]
    public void Hidden_names_are_numbered_by_position_on_every_level()
    {
        var step = Collection("""
                      - { name: email, data_categories: [user], fides_meta: { identity: email } }
                      - { name: vendor_x, data_categories: [user], fides_meta: { redact: name } }
                      - name: profile
                        data_categories: [user]
                        fields: [{ name: plain }, { name: secret, fides_meta: { redact: name } }]
            """, "fides_meta: { redact: name }", "fides_meta: { redact: name }");

        Assert.Equal(("dataset_1", "collection_1"), (step.Shown.Dataset, step.Shown.Collection));
        Assert.Equal(("email", "field_2"), (step.Shown.Field("email"), step.Shown.Field("vendor_x")));
        Assert.Equal("field_2", step.Exported[2].Rule!.Fields["secret"].ShownAs);
        Assert.Equal("a", step.Dataset);
    }

    [Fact]
    public void Keys_compared_in_an_array_cut_it_down_unless_the_map_wants_all_elements()
    {
        var step = Collection("""
                      - { name: emails, data_categories: [user], fides_meta: { identity: email, data_type: "string[]" } }
                      - { name: aliases, data_categories: [user], fides_meta: { identity: email, data_type: "string[]", return_all_elements: true } }
                      - name: contacts
                        data_categories: [user]
                        fides_meta: { data_type: "object[]" }
                        fields: [{ name: email, fides_meta: { identity: email } }]
                      - name: friends
                        data_categories: [user]
                        fides_meta: { data_type: "object[]", return_all_elements: true }
                        fields: [{ name: email, fides_meta: { identity: email } }]
                      - { name: email, data_categories: [user], fides_meta: { identity: email } }
            """);

        Assert.Equal(
            [("emails", 1), ("aliases", 0), ("contacts.email", 2), ("friends.email", 0), ("email", 0)],
            step.Inputs.Select(input => (input.Fields.Single().ToString(), input.MatchedDepths.Sum())));
    }

    private static PlanStep Collection(string fields, string collection = "", string dataset = "") =>
        Maps.Read(Yaml(fields, collection, dataset)).Plan("email").Steps().SingleOrDefault()!;

    private static string Yaml(string fields, string collection, string dataset) => $"""
        dataset:
          - fides_key: a
            {dataset}
            collections:
              - name: c
                {collection}
                fields:
        {fields}
        connection: [{"{"} dataset: a, kind: sqlite {"}"}]
        """;
}
