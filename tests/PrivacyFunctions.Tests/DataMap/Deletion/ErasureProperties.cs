using System.Text.Json;
using CsCheck;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Tests.DataMap.Search;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

public sealed class ErasureProperties
{
    private static readonly Dictionary<string, string> Identities = new() { ["email"] = "v1", ["customer_id"] = "v2" };

    private static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("PRIVACY_ERASURE_WORLDS"), out var count) ? count : 800;

    [Fact]
    public void A_plan_gives_every_row_and_field_the_fate_that_the_rules_give_it()
    {
        var (refused, deleted, masked, instead) = (0, 0, 0, 0);
        ErasureWorld.Any.Sample(
            erasure =>
            {
                var (plan, naive) = Both(erasure, out var found);
                Assert.Equal(naive.IsRefused(), plan.Refusals.Count > 0);
                if (plan.Refusals.Count > 0)
                {
                    refused++;
                    return;
                }

                var expected = naive.Fates();
                Assert.Equal(Lines(expected), Lines(new PlanEraser(plan, erasure.World, found).Fates()));
                deleted += expected.Values.Count(fate => fate == "deleted");
                masked += expected.Values.Count(fate => fate.Contains('=', StringComparison.Ordinal));
                instead += plan.Steps().Where(step => step.Deletion is DeletionDecision.Delete).Sum(step => found[step.Address().ToString()].Own.Count(row => expected[(step.Address().ToString(), row)] != "deleted"));
            },
            iter: Count, threads: 1);
        Assert.True(
            refused > Count / 100 && deleted > Count / 3 && masked > Count / 3 && instead > Count / 100,
            $"{refused} refused, {deleted} deleted, {masked} masked, {instead} of them instead: too few of one kind to mean anything");
    }

    [Fact]
    public void A_plan_names_exactly_the_fields_that_the_rules_leave() =>
        ErasureWorld.Any.Sample(
            erasure =>
            {
                var (plan, naive) = Both(erasure, out _);
                foreach (var step in plan.Steps().Where(step => step.Deletion is DeletionDecision.Mask))
                {
                    var collection = erasure.World.Collections.Single(collection => collection.Address == step.Address().ToString());
                    Assert.Equal("mask", naive.Action(collection));
                    Assert.Equal(naive.NotErased(collection).Order(StringComparer.Ordinal), ((DeletionDecision.Mask)step.Deletion!).NotErased.Select(left => $"{left.Field} {left.Why}").Order(StringComparer.Ordinal));
                }
            },
            iter: Count / 2, threads: 1);

    [Fact]
    public void No_row_goes_before_a_row_that_goes_and_refers_to_it() =>
        ErasureWorld.Any.Sample(
            erasure =>
            {
                var (plan, _) = Both(erasure, out _);
                var order = plan.DeletionOrder.Select(id => plan.Steps().Single(step => step.Id == id)).ToList();
                foreach (var (step, place) in order.Select((step, place) => (step, place)).Where(entry => entry.step.Deletion is DeletionDecision.Delete))
                {
                    var later = order.Skip(place + 1).Where(other => other.Dataset == step.Dataset && other.Deletion is DeletionDecision.Delete).Select(other => other.Table);
                    Assert.DoesNotContain(((DeletionDecision.Delete)step.Deletion!).KeptReferrers, referrer => later.Contains(referrer.Table));
                }
            },
            iter: Count / 2, threads: 1);

    private static (Plan Plan, NaiveErasure Naive) Both(ErasureWorld erasure, out IReadOnlyDictionary<string, Found> found)
    {
        var (map, catalogues) = (Maps.Read(erasure.Yaml()), erasure.Catalogues());
        var question = new PlanQuestion { Right = "deletion", ProvedIdentities = Identities.Keys };
        var search = PlannedSearch.Of(MapGraph.Build(map, catalogues, connectedOnly: true), question);
        var order = search.Order.Collections.ToList();
        var rows = NaiveSearch.InOrder(erasure.World, Identities, [.. order.Select(address => address.ToString())]);
        var naive = new NaiveErasure(erasure, rows, order.Where(address => !search.Order.IsSharedOnly(address)).Select(address => address.ToString()).ToHashSet());

        // Through JSON and back: what a run works from is the stored plan.
        var plan = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(PlanBuilder.Build(map, catalogues, question), PlanJson.Default.Plan), PlanJson.Default.Plan)!;
        found = PlanExecutor.Run(plan, erasure.World, Identities);
        return (plan, naive);
    }

    private static IEnumerable<string> Lines(Dictionary<(string Collection, int Row), string> fates) =>
        fates.OrderBy(fate => fate.Key.Collection, StringComparer.Ordinal).ThenBy(fate => fate.Key.Row).Select(fate => $"{fate.Key.Collection} {fate.Key.Row}: {fate.Value}");
}
