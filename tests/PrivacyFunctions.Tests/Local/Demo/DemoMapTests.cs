using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Local.Demo;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class DemoMapTests(SeededFolder demo) : IClassFixture<SeededFolder>
{
    [Fact]
    public async Task It_reads_without_a_single_remark_and_covers_every_system()
    {
        var reading = await MapFolder.ReadAsync(demo.Map, CancellationToken.None);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            DemoSystems.All.Select(system => system.Name).Order(StringComparer.Ordinal),
            reading.Map!.Datasets.Select(dataset => dataset.Key).Order(StringComparer.Ordinal));
        Assert.All(reading.Map.Datasets, dataset => Assert.NotEmpty(reading.Map.SystemsOf(dataset.Key)));
        Assert.Equal("remote_support", Assert.Single(reading.Map.Connections, connection => connection.Processor).Dataset.Value);
    }

    [Fact]
    public async Task Against_the_live_systems_it_passes_without_a_warning()
    {
        var check = await MapChecker.CheckAsync(demo.Map, new Environment(demo.Folder), CancellationToken.None);

        Assert.Empty(check.Problems);
        Assert.Equal(DemoSystems.All.Length, check.Catalogues.Count);
    }

    [Fact]
    public async Task Its_plan_shows_shared_rows_a_processor_vouching_and_what_tax_law_keeps()
    {
        var check = await MapChecker.CheckAsync(demo.Map, new Environment(demo.Folder), CancellationToken.None);
        var question = new PlanQuestion { Right = "deletion", ProvedIdentities = ["email"], GivenIdentities = ["email", "cookie_id", "phone_number"] };

        var plan = PlanBuilder.Build(check.Map!, check.Catalogues, question);

        Assert.Equal(["cookie_id", "phone_number"], plan.Vouched.Order(StringComparer.Ordinal));
        Assert.Equal(Sharing.All, Step(plan, "portal", "company").Sharing);
        Assert.Equal("processor", Assert.IsType<DeletionDecision.Leave>(Step(plan, "remote_support", "session").Deletion).Ground);
        Assert.IsType<DeletionDecision.Retain>(Step(plan, "billing", "invoice").Deletion);
        Assert.IsType<DeletionDecision.Delete>(Step(plan, "ticketing", "upload").Deletion);
        Assert.IsType<DeletionDecision.Mask>(Step(plan, "monitoring", "device").Deletion);
        Assert.DoesNotContain(plan.NotSearched, omission => omission.Gap);
    }

    [Fact]
    public async Task An_access_answer_leaves_out_passwords_and_what_is_held_for_others()
    {
        var check = await MapChecker.CheckAsync(demo.Map, new Environment(demo.Folder), CancellationToken.None);

        var plan = PlanBuilder.Build(check.Map!, check.Catalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["email"] });

        Assert.Equal(DisclosureKind.Withheld, Step(plan, "remote_support", "session").Disclosure.Kind);
        Assert.Equal(["password_hash", "second_factor_secret"], Step(plan, "portal", "credential").WithheldFields.Select(field => field.Field.ToString()));
    }

    private static PlanStep Step(Plan plan, string dataset, string collection) =>
        Assert.Single(plan.Steps(), step => step.Dataset == dataset && step.Collection == collection);

    private sealed class Environment(string systems) : IMapEnvironment
    {
        public IReadOnlyCollection<IConnector> Connectors { get; } =
            [.. new ServiceCollection().AddConnectors().BuildServiceProvider().GetServices<IConnector>()];

        public string? Setting(string name) => name == DemoMap.SystemsSetting ? systems : null;
    }
}
