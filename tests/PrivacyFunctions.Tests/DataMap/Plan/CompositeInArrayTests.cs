using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class CompositeInArrayTests
{
    private const string Map = """
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

    [Fact]
    public void Parts_of_one_key_are_never_taken_from_different_elements()
    {
        var map = MapReader.Read([new MapFile("map.yml", Encoding.UTF8.GetBytes(Map))]).Map!;
        var plan = PlanBuilder.Build(map, new Dictionary<string, Catalogue>(), new PlanQuestion { Right = "access", ProvedIdentities = ["email"] });

        Assert.DoesNotContain(plan.Steps(), step => step.Collection == "order");
        Assert.Contains(MapChecker.Check(map, new Dictionary<string, Catalogue>()), problem => problem.Code == MapCodes.UnreachableCollection);
    }
}
