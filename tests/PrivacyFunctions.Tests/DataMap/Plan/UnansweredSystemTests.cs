using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class UnansweredSystemTests
{
    private const string Map = """
        dataset:
          - fides_key: portal
            collections:
              - name: company
                fields: [{ name: id, data_categories: [system.operations] }, { name: name, data_categories: [user.workplace] }]
              - name: person
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: company_id, data_categories: [system.operations], fides_meta: { references: [{ dataset: portal, field: company.id, direction: to }] } }
              - name: ticket
                fields:
                  - { name: company_id, data_categories: [system.operations], fides_meta: { references: [{ dataset: portal, field: company.id, direction: from }] } }
                  - { name: subject, data_categories: [user.content] }
        connection:
          - { dataset: portal, kind: sqlite, settings: { path: portal.db } }
        """;

    [Fact]
    public void Nothing_is_believed_about_the_keys_of_a_system_that_did_not_answer()
    {
        var plan = Plan(catalogued: true);

        Assert.Contains(plan.Steps(), step => step.Collection == "company");
        Assert.DoesNotContain(plan.Steps(), step => step.Collection == "ticket");
        Assert.Contains("portal.company", plan.Suspected);
    }

    [Fact]
    public void Without_asking_systems_the_map_is_believed()
    {
        var plan = Plan(catalogued: false);

        Assert.Contains(plan.Steps(), step => step.Collection == "ticket");
        Assert.Empty(plan.Suspected);
    }

    private static Plan Plan(bool catalogued)
    {
        var map = MapReader.Read([new MapFile("map.yml", Encoding.UTF8.GetBytes(Map))]).Map;
        var question = new PlanQuestion { Right = "access", ProvedIdentities = ["email"], Catalogued = catalogued };
        return PlanBuilder.Build(map!, new Dictionary<string, Catalogue>(), question);
    }
}
