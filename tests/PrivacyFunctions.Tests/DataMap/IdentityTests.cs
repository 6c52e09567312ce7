using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class IdentityTests
{
    private const string Shop = """
        dataset:
          - fides_key: shop
            collections:
              - name: customer
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: phone, data_categories: [user.contact.phone_number] }
              - name: call
                fields:
                  - { name: number, data_categories: [user.contact.phone_number], fides_meta: { identity: phone_number } }
                  - { name: recording_id, data_categories: [user.content], fides_meta: { references: [{ dataset: shop, field: recording.id, direction: to }] } }
              - name: recording
                fields: [{ name: id, data_categories: [user.content] }]
              - name: visit
                fields: [{ name: ip, data_categories: [user.device.ip_address], fides_meta: { identity: ip_address } }]
              - name: loyalty
                fields:
                  - { name: card, data_categories: [user.unique_id], fides_meta: { identity: card_number } }
        connection: [{ dataset: shop, kind: sqlite }]
        """;

    private const string Vouching = "\nvouches: [{ field: shop.customer.phone, for: phone_number }]";

    [Fact]
    public void A_claimed_identity_starts_nothing_by_itself()
    {
        var plan = Ask(Shop, "phone_number");

        Assert.Equal(["shop.customer"], plan.Searched());
        Assert.Equal([new PlanUnusedIdentity("phone_number", PlanUnusedIdentity.NotVouched)], plan.Unused);
    }

    [Fact]
    public void A_vouched_identity_waits_for_the_field_that_confirms_it()
    {
        var plan = Ask(Shop + Vouching, "phone_number");

        Assert.Equal(["phone_number"], plan.Vouched);
        Assert.Empty(plan.Unused);
        var customer = plan.Step("shop.customer");
        Assert.Equal("phone", Assert.Single(customer.Vouches).Field.ToString());
        Assert.Contains("phone", customer.Fields);
        var call = plan.Step("shop.call");
        Assert.True(Assert.Single(call.Inputs).NeedsVouching);
        Assert.Equal([customer.Id], call.Needs);
        Assert.Contains("shop.recording", plan.Searched());
    }

    [Fact]
    public void What_leads_to_the_confirming_field_is_searched_by_proved_identities_alone()
    {
        var plan = Ask(Shop.Replace("{ name: phone, data_categories: [user.contact.phone_number] }", "{ name: phone, data_categories: [user.contact.phone_number], fides_meta: { identity: phone_number } }", StringComparison.Ordinal) + Vouching, "phone_number");

        Assert.Equal("email", Assert.Single(plan.Step("shop.customer").Inputs).Identity);
        Assert.Contains("shop.call", plan.Searched());
    }

    [Fact]
    public void An_ip_address_never_starts_a_search_even_when_proved_or_vouched()
    {
        var claimed = Ask(Shop + "\nvouches: [{ field: shop.customer.phone, for: ip_address }]", "ip_address");
        var proved = PlanBuilder.Build(Maps.Read(Shop), Maps.NoCatalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["ip_address"] });

        Assert.All([claimed, proved], plan => Assert.Equal([new PlanUnusedIdentity("ip_address", PlanUnusedIdentity.NeverStarts)], plan.Unused));
        Assert.Empty(proved.Units);
        Assert.DoesNotContain("shop.visit", claimed.Searched());
    }

    [Fact]
    public void An_identity_that_no_field_holds_or_whose_voucher_cannot_be_found_is_unused()
    {
        Assert.Equal([new PlanUnusedIdentity("shoe_size", PlanUnusedIdentity.Unknown)], Ask(Shop, "shoe_size").Unused);
        Assert.Equal(
            [new PlanUnusedIdentity("card_number", PlanUnusedIdentity.VoucherUnreachable)],
            Ask(Shop + "\nvouches: [{ field: shop.loyalty.card, for: card_number }]", "card_number").Unused);
    }

    [Fact]
    public void Several_proved_identities_search_a_collection_together()
    {
        var plan = PlanBuilder.Build(Maps.Read(Shop), Maps.NoCatalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["phone_number", "email"] });

        Assert.Equal(["email", "phone_number"], plan.Proved);
        Assert.False(Assert.Single(plan.Step("shop.call").Inputs).NeedsVouching);
    }

    private static Plan Ask(string yaml, params string[] claimed) =>
        PlanBuilder.Build(Maps.Read(yaml), Maps.NoCatalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["email"], GivenIdentities = ["email", .. claimed] });
}
