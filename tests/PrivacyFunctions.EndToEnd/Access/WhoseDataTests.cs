using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Access;

/// <summary>Whose rows a person gets.</summary>
[Collection(SmallOrganisationTests.Name)]
public sealed class WhoseDataTests(SmallOrganisation organisation)
{
    [Fact]
    public void Two_colleagues_share_their_company_and_nothing_of_each_other()
    {
        Assert.Empty(organisation.AnnasBundle.Holding(SmallOrganisation.BensMark));
        Assert.Empty(organisation.BensBundle.Holding(SmallOrganisation.AnnasMark));
        Assert.Empty(organisation.AnnasBundle.Holding("CLEOS-OWN"));
        Assert.Empty(organisation.BensBundle.Holding("CLEOS-OWN"));
        Assert.NotEmpty(organisation.AnnasBundle.Holding(SmallOrganisation.AnnasMark));
        Assert.NotEmpty(organisation.BensBundle.Holding(SmallOrganisation.BensMark));
        Assert.All([organisation.AnnasBundle, organisation.BensBundle], bundle => Assert.Contains("data/crm/company.json", bundle.Holding("Harbour Logistics")));
        Assert.All([organisation.AnnasBundle, organisation.BensBundle], bundle => Assert.Empty(bundle.Holding("Others Ltd")));
    }

    [Fact]
    public void Keys_found_in_one_system_lead_to_rows_of_another()
    {
        Assert.Equal([1L, 4L], organisation.AnnasBundle.Rows("orders/purchase").Select(row => row.GetProperty("id").GetInt64()).Order());
        Assert.Equal([2L], organisation.BensBundle.Rows("orders/purchase").Select(row => row.GetProperty("id").GetInt64()));
        Assert.Single(organisation.AnnasBundle.Rows("support/ticket"));
        Assert.Equal(2, organisation.AnnasBundle.Rows("support/upload").Count);
    }

    [Fact]
    public void Of_an_array_only_the_elements_that_match_are_shown()
    {
        var thread = Assert.Single(organisation.AnnasBundle.Rows("support/thread"));

        Assert.Equal("""[{"email":"anna@harbour.example","said":"ANNAS-OWN"}]""", thread.GetProperty("participants").GetRawText());
    }

    [Fact]
    public async Task A_claim_that_a_vouched_field_confirms_widens_the_search_and_an_IP_address_never_does()
    {
        Assert.Contains("ANNAS-OWN guest order", organisation.AnnasBundle.Text("data/orders/guest_order.json"), StringComparison.Ordinal);
        Assert.Empty(organisation.AnnasBundle.Holding("UNKNOWN-VISITOR"));
        var view = await organisation.Anna.ReadAsync();
        Assert.Equal(["ip_address"], view.Json.GetProperty("unusedIdentities").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal("fulfilled", view["outcome"]);
    }

    [Fact]
    public async Task A_claim_that_nothing_confirms_is_named_and_brings_nothing()
    {
        Assert.DoesNotContain(organisation.BensBundle.Names, name => name.Contains("guest_order", StringComparison.Ordinal));
        var view = (await organisation.Ben.ReadAsync()).Json;
        Assert.Equal(["phone_number"], view.GetProperty("unusedIdentities").EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public async Task Somebody_unknown_is_told_that_there_is_nothing()
    {
        var nobody = await Requester.AskAsync(organisation.Server, "nobody@elsewhere.example", new Dictionary<string, string> { ["phone_number"] = SmallOrganisation.AnnasPhone });

        var view = await nobody.ReadAsync();

        Assert.Equal("completed", view["status"]);
        Assert.Equal("no-data", view["outcome"]);
        Assert.Equal(0, view.Json.GetProperty("bundles").GetArrayLength());
        Assert.Equal(["phone_number"], view.Json.GetProperty("unusedIdentities").EnumerateArray().Select(name => name.GetString()!));
    }
}
