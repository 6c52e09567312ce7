using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class UnansweredSystemTests
{
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
        var question = new PlanQuestion { Right = "access", ProvedIdentities = ["email"], Catalogued = catalogued };
        return PlanBuilder.Build(Maps.Read(CompanyPortal.Map), new Dictionary<string, Catalogue>(), question);
    }
}
