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
                  - name: lines
                    fides_meta: { data_type: "object[]" }
                    fields:
                      - { name: shop, data_categories: [user.content], fides_meta: { references: [{ dataset: shop, field: order.shop, direction: to }] } }
                      - { name: number, data_categories: [user.content], fides_meta: { references: [{ dataset: shop, field: order.number, direction: to }] } }
              - name: order
                fields:
                  - { name: shop, data_categories: [user.content], fides_meta: { primary_key: true } }
                  - { name: number, data_categories: [user.content], fides_meta: { primary_key: true } }
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
    public void Parts_of_one_key_are_never_taken_from_different_elements_and_the_check_says_so()
    {
        var map = Maps.Read(InDocument);

        Assert.DoesNotContain(map.Plan("email").Steps(), step => step.Collection == "order");
        var problem = Assert.Single(MapChecker.Check(map, Maps.NoCatalogues), problem => problem.Code == MapCodes.CompositeInArray);
        Assert.Equal((MapSeverity.Error, 10), (problem.Severity, problem.Line));
        Assert.Contains("shop.person.lines.number → shop.order.number", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ValueKind.Text, ValueKind.Text, true)]
    [InlineData(ValueKind.Array, ValueKind.Text, false)]
    [InlineData(ValueKind.Text, ValueKind.Array, false)]
    [InlineData(ValueKind.Array, ValueKind.Array, false)]
    public void An_array_that_only_the_live_table_knows_counts_too(ValueKind shop, ValueKind number, bool followed)
    {
        var live = Maps.Live("shop", Table("person", Column("email"), Column("shop", shop), Column("number", number)), Table("order", Column("shop"), Column("number")).WithKey("shop", "number"));
        var map = Maps.Read(InColumns);

        Assert.Equal(followed, map.Plan(live, "access", "email").Steps().Any(step => step.Collection == "order"));
        Assert.Equal(followed, MapChecker.Check(map, live).All(problem => problem.Code != MapCodes.CompositeInArray));
    }
}
