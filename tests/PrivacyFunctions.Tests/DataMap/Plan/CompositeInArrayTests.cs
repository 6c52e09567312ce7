using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class CompositeInArrayTests
{
    private const string InDocument = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: branch, data_categories: [user.content] }
                  - name: lines
                    data_categories: [user.content]
                    fides_meta: { data_type: "object[]" }
                    fields:
                      - { name: shop, fides_meta: { references: [{ dataset: shop, field: order.shop, direction: WAY }] } }
                      - { name: number, fides_meta: { references: [{ dataset: shop, field: order.number, direction: WAY }] } }
              - name: order
                fields:
                  - { name: shop, data_categories: [user.content], fides_meta: { primary_key: true } }
                  - { name: number, data_categories: [user.content], fides_meta: { primary_key: true } }
                  - { name: customer, data_categories: [user.contact.email], fides_meta: { identity: email } }
        connection:
          - { dataset: shop, kind: sqlite, settings: { path: shop.db } }
        """;

    private const string InColumns = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: shop, data_categories: [system], fides_meta: { references: [{ dataset: shop, field: order.shop, direction: to }] } }
                  - { name: number, data_categories: [system], fides_meta: { references: [{ dataset: shop, field: order.number, direction: to }] } }
              - name: order
                fields:
                  - { name: shop, data_categories: [user.content] }
                  - { name: number, data_categories: [user.content] }
        connection:
          - { dataset: shop, kind: sqlite, settings: { path: shop.db } }
        """;

    [Fact]
    public void Parts_in_one_array_travel_together_out_of_it()
    {
        var map = Maps.Read(InDocument.Replace("WAY", "to", StringComparison.Ordinal));
        var person = map.Plan("email").Steps().Single(step => step.Collection == "person");

        Assert.Equal(["lines.shop", "lines.number"], person.Outputs.Single().Fields.Select(field => field.ToString()));
        Assert.Equal(["lines"], person.Documents);
        Assert.DoesNotContain(MapChecker.Check(map, Maps.NoCatalogues), problem => problem.Code == MapCodes.CompositeInArray);
    }

    [Fact]
    public void Parts_that_are_compared_in_an_array_cut_it_down_and_parts_outside_are_read_to_tell_its_elements()
    {
        var map = Maps.Read(InDocument
            .Replace("WAY", "from", StringComparison.Ordinal)
            .Replace("name: branch, data_categories: [user.content]", "name: branch, data_categories: [system], fides_meta: { references: [{ dataset: shop, field: order.shop, direction: from }] }", StringComparison.Ordinal)
            .Replace("{ name: shop, fides_meta: { references: [{ dataset: shop, field: order.shop, direction: from }] } }", "{ name: shop }", StringComparison.Ordinal));
        var person = map.Plan("email").Steps().Single(step => step.Collection == "person");

        var input = person.Inputs.Single(input => input.Keys is not null);
        Assert.Equal([("branch", 0), ("lines.number", 2)], input.Fields.Select(field => field.ToString()).Zip(input.MatchedDepths));
        Assert.Equal((false, true), (input.Cuts("branch"), input.Cuts("lines")));
        Assert.Equal(["email", "lines", "branch"], person.Fields);
        Assert.Equal(["branch"], person.KeyFields);
        Assert.Equal(["lines"], person.Documents);
    }

    [Fact]
    public void Parts_in_two_arrays_are_not_followed_and_the_check_says_so()
    {
        var map = Maps.Read(InDocument
            .Replace("WAY", "to", StringComparison.Ordinal)
            .Replace("name: branch, data_categories: [user.content]", "name: branch, data_categories: [user.content], fides_meta: { data_type: \"string[]\", references: [{ dataset: shop, field: order.shop, direction: to }] }", StringComparison.Ordinal)
            .Replace("{ name: shop, fides_meta: { references: [{ dataset: shop, field: order.shop, direction: to }] } }", "{ name: shop }", StringComparison.Ordinal));

        Assert.DoesNotContain(map.Plan("email").Steps().Single(step => step.Collection == "order").Inputs, input => input.Keys is not null);
        var problem = Assert.Single(MapChecker.Check(map, Maps.NoCatalogues), problem => problem.Code == MapCodes.CompositeInArray);
        Assert.Equal((MapSeverity.Error, 7), (problem.Severity, problem.Line));
        Assert.Contains("shop.person.branch → shop.order.shop, shop.person.lines.number → shop.order.number", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ValueKind.Text, ValueKind.Text, true)]
    [InlineData(ValueKind.Array, ValueKind.Text, true)]
    [InlineData(ValueKind.Text, ValueKind.Array, true)]
    [InlineData(ValueKind.Array, ValueKind.Array, false)]
    public void An_array_that_only_the_live_table_knows_counts_too(ValueKind shop, ValueKind number, bool followed)
    {
        var live = Maps.Live("shop", Table("person", Column("email"), Column("shop", shop), Column("number", number)), Table("order", Column("shop"), Column("number")).WithKey("shop", "number"));
        var map = Maps.Read(InColumns);

        Assert.Equal(followed, map.Plan(live, "access", "email").Steps().Any(step => step.Collection == "order"));
        Assert.Equal(followed, MapChecker.Check(map, live).All(problem => problem.Code != MapCodes.CompositeInArray));
    }
}
