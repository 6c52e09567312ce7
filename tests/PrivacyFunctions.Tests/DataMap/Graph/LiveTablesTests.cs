using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap.Graph;

public sealed class LiveTablesTests
{
    private static readonly Catalogue Catalogue = new(
    [
        Table("customer", Column("id"), Column("email")) with { Path = ["public", "customer"] },
        Table("sales.order", Column("id"), Column("email")) with { Path = ["sales", "order"] },
    ])
    {
        DefaultSchema = "public",
    };

    [Theory]
    [InlineData(null, "customer", "customer")]
    [InlineData("", "customer", "customer")]
    [InlineData("public", "customer", "customer")]
    [InlineData("sales", "order", "sales.order")]
    [InlineData(null, "sales.order", "sales.order")]
    [InlineData("sales", "customer", null)]
    [InlineData("public", "order", null)]
    [InlineData("public", "sales.order", null)]
    public void A_dataset_that_names_a_schema_has_its_tables_there_and_nowhere_else(string? schema, string collection, string? table)
    {
        var map = Map(schema, collection);

        Assert.Equal(table, LiveTables.Find(Catalogue, map.Datasets[0], collection)?.Name);
        Assert.Equal(table is null, MapChecker.Check(map, Live(Catalogue)).Any(problem => problem is { Code: MapCodes.TableMissing, Severity: MapSeverity.Error }));
    }

    [Fact]
    public void A_table_that_is_only_in_the_default_schema_is_a_gap_of_every_answer()
    {
        var plan = Map("sales", "customer").Plan(Live(Catalogue), "access", "email");

        Assert.Equal(new PlanGap("shop", "customer", null, "table-missing"), Assert.Single(plan.Gaps));
        Assert.True(plan.NotSearched.Single().Gap);
    }

    [Fact]
    public void Where_a_system_knows_no_schemas_the_name_alone_counts() =>
        Assert.NotNull(LiveTables.Find(Catalogue with { DefaultSchema = null }, Map("sales", "customer").Datasets[0], "customer"));

    private static Dictionary<string, Catalogue> Live(Catalogue catalogue) => new() { ["shop"] = catalogue };

    private static PrivacyMap Map(string? schema, string collection) => Maps.Read($$"""
        dataset:
          - fides_key: shop
            fides_meta: { namespace: { {{(schema is null ? "" : $"schema: \"{schema}\"")}} } }
            collections:
              - name: {{collection}}
                fields: [{ name: id, data_categories: [system] }, { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }]
        connection: [{ dataset: shop, kind: postgresql }]
        """);
}
