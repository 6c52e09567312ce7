using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Triage;

public sealed class PlannedErasuresTests
{
    private const string Map = """
        dataset:
          - fides_key: portal
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id] }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - fides_key: billing
            collections:
              - name: invoice
                fields:
                  - { name: id, data_categories: [system.operations] }
                  - { name: person_id, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: portal, field: person.id, direction: from }] } }
        connection:
          - { dataset: portal, kind: sqlite, settings: { path: one.db } }
          - { dataset: billing, kind: sqlite, settings: { path: OTHER } }
        deletion: [{ collection: "*", delete: true }]
        """;

    // Both tables lie in one database, so each catalogue shows both.
    private static readonly Catalogue Live = new(
    [
        Tables.Table("person", Tables.Column("id"), Tables.Column("email")),
        Tables.Table("invoice", Tables.Column("id"), Tables.Column("person_id")).WithForeignKey("person_id", "person"),
    ]);

    [Theory]
    [InlineData("one.db", true)]
    [InlineData("two.db", false)]
    public void Children_go_before_parents_also_where_two_datasets_lie_in_one_database(string path, bool waits)
    {
        var map = Maps.Read(Map.Replace("OTHER", path, StringComparison.Ordinal));
        var plan = map.Plan(new Dictionary<string, Catalogue> { ["portal"] = Live, ["billing"] = Live }, "deletion", "email");

        var erasures = PlannedErasures.Of(plan, map);

        var child = Assert.Single(erasures, erasure => erasure.Dataset == "billing");
        var parent = Assert.Single(erasures, erasure => erasure.Dataset == "portal");
        Assert.Empty(child.After);
        Assert.Equal(waits ? [child.StepId] : [], parent.After);
    }
}
