using System.Text.Json;
using CsCheck;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Systems;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

/// <summary>Names that hold what paths are written with.</summary>
public sealed class DottedNamesTests
{
    [Fact]
    public void Whatever_names_hold_a_stored_path_is_read_as_it_was() =>
        Gen.String[Gen.Char[@".\ab"], 0, 6].List[1, 4].Sample(names =>
        {
            var field = new FieldMask(new FieldPath([.. names]), MaskingStrategy.Default);
            var mask = new DeletionDecision.Mask([field], []);
            var stored = JsonSerializer.Serialize(mask, PlanJson.Default.DeletionDecision);
            return ((DeletionDecision.Mask)JsonSerializer.Deserialize(stored, PlanJson.Default.DeletionDecision)!).Fields[0].Field == field.Field;
        });

    [Fact]
    public void A_column_whose_name_holds_a_dot_is_masked_as_a_column()
    {
        var map = Maps.Read("""
            dataset:
              - fides_key: shop
                collections:
                  - name: person
                    fields:
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: first.name, data_categories: [user.name] }
            connection: [{ dataset: shop, kind: sqlite }]
            """);
        var plan = map.Plan(Maps.Live("shop", Table("person", Column("email"), Column("first.name"))), "deletion", "email");

        var stored = JsonSerializer.Deserialize(PlanDocuments.Write(plan), PlanJson.Default.Plan)!;

        var masks = Assert.IsType<DeletionDecision.Mask>(stored.Step("shop.person").Deletion).Fields.Select(field => MaskMethods.Of(field)!.Path);
        Assert.Equal<IReadOnlyList<string>>([["email"], ["first.name"]], masks);
        Assert.Equal(plan.PlanHash, stored.Hashed());
    }
}
