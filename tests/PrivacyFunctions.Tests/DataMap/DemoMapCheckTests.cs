using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Tests.Local.Demo;

namespace PrivacyFunctions.Tests.DataMap;

/// <summary>The demo's map against its real databases.</summary>
public sealed class DemoMapCheckTests(SeededFolder demo) : IClassFixture<SeededFolder>
{
    [Fact]
    public async Task The_demos_map_passes_even_a_strict_check()
    {
        var check = await CheckAsync();

        Assert.True(check.Passes(strict: true), string.Join('\n', check.Problems));
        Assert.Equal(check.Map!.Datasets.Count, check.Catalogues.Count);
    }

    [Fact]
    public async Task Its_plan_stops_at_the_company_and_leaves_out_nothing_that_holds_personal_data()
    {
        var check = await CheckAsync();

        var plan = PlanBuilder.Build(check.Map!, check.Catalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["email"], GivenIdentities = ["email", "cookie_id"] });

        Assert.Equal(Sharing.All, plan.Step("portal.company").Sharing);
        Assert.DoesNotContain(plan.NotSearched, omission => omission.Gap);
        Assert.Empty(plan.Gaps);
        Assert.Equal(["cookie_id"], plan.Vouched);
    }

    private async Task<MapCheck> CheckAsync()
    {
        await using var services = new ServiceCollection().AddConnectors().BuildServiceProvider();
        return await MapChecker.CheckAsync(demo.Map, new DemoEnvironment(demo.Folder, [.. services.GetServices<IConnector>()]), CancellationToken.None);
    }

    private sealed record DemoEnvironment(string Folder, IReadOnlyCollection<IConnector> Connectors) : IMapEnvironment
    {
        public string? Setting(string name) => name == "OPENTECH_SYSTEMS" ? Folder : null;
    }
}
