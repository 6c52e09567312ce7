using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap.Search;

public sealed class SearchProperties
{
    private static readonly Dictionary<string, string> Email = new() { ["email"] = "v1" };
    private static readonly Dictionary<string, string> Both = new() { ["email"] = "v1", ["customer_id"] = "v2" };

    [Fact]
    public void A_plan_finds_what_nested_loops_in_its_order_find() =>
        WorldGen.World.Sample(world =>
        {
            Agree(NaiveSearch.InOrder(world, Both, Order(world, Both)), PlanExecutor.Run(Plan(world, Both), world, Both));
        }, iter: 1000, threads: 1);

    [Fact]
    public void A_plan_never_finds_more_than_an_endless_search_and_no_less_where_owned_rows_lead_in_no_circle() =>
        WorldGen.World.Sample(world =>
        {
            var all = NaiveSearch.ToTheEnd(world, Both);
            var circle = HasCircle(world);
            foreach (var (address, found) in PlanExecutor.Run(Plan(world, Both), world, Both))
            {
                Assert.Subset(new HashSet<int>(all[address].Own), new HashSet<int>(found.Own));
                Assert.Subset(new HashSet<int>(all[address].Own.Union(all[address].Shared)), new HashSet<int>(found.Shared));
                Assert.True(circle || found.Own.SetEquals(all[address].Own), $"{address}: {found} instead of {all[address]}");
            }
        }, iter: 1000, threads: 1);

    [Fact]
    public void Of_arrays_that_keys_were_compared_in_exactly_the_elements_stay_that_hold_a_key_of_the_person() =>
        WorldGen.World.Sample(world =>
        {
            var naive = NaiveSearch.ElementsInOrder(world, Both, Order(world, Both));
            foreach (var (place, left) in PlanExecutor.Elements(Plan(world, Both), world, Both))
            {
                var row = world.Collections.Single(collection => collection.Address == place.Collection).Rows[place.Row][place.Column]!.AsArray();
                var expected = naive(place.Collection, place.Row, place.Column).Select(element => row[element] is JsonObject ? $"{element}" : $"{row[element]}");
                Assert.True(expected.SequenceEqual(left), $"{place}: {string.Join(' ', left)} instead of {string.Join(' ', expected)}");
            }
        }, iter: 1000, threads: 1);

    [Fact]
    public void Worlds_hold_keys_that_pass_through_arrays_in_every_way()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        WorldGen.Dense.Sample(world =>
        {
            foreach (var step in Plan(world, Both).Steps())
            {
                seen.UnionWith(step.Inputs.Where(input => input.Fields.Count > 1).Select(input => "into " + string.Join(" and ", input.Fields)));
                seen.UnionWith(step.Outputs.Where(output => output.Fields.Count > 1).Select(output => "out of " + string.Join(" and ", output.Fields)));
            }
        }, iter: 500, threads: 1);
        Assert.Equal(
            ["into g.p and g.q", "into g.p and q", "into p and g.q", "into p and q", "out of g.p and g.q", "out of g.p and q", "out of p and g.q", "out of p and q"], seen);
    }

    [Fact]
    public void A_collection_that_an_endless_search_reaches_is_searched_exactly_once() =>
        WorldGen.World.Sample(world =>
        {
            var searched = Plan(world, Both).Searched();
            Assert.Equal(searched.Distinct(), searched);
            Assert.Superset(NaiveSearch.ToTheEnd(world, Both).Where(entry => entry.Value.Own.Count + entry.Value.Shared.Count > 0).Select(entry => entry.Key).ToHashSet(), searched.ToHashSet());
        }, iter: 500, threads: 1);

    [Fact]
    public void An_unconfirmed_claim_finds_no_row_that_the_proved_identity_cannot_reach() =>
        Gen.Select(WorldGen.World, Gen.Int[0, 99]).Sample((world, draw) =>
        {
            var (map, catalogues) = Read(world, draw);
            var plan = PlanBuilder.Build(map, catalogues, new PlanQuestion { Right = "access", ProvedIdentities = ["email"], GivenIdentities = ["customer_id"] });
            var claimed = new Dictionary<string, string>(Email) { ["customer_id"] = "nobody" };
            var all = NaiveSearch.ToTheEnd(world, Email);
            foreach (var (address, found) in PlanExecutor.Run(plan, world, claimed))
            {
                Assert.Subset(new HashSet<int>(all[address].Own), new HashSet<int>(found.Own));
                Assert.Subset(new HashSet<int>(all[address].Own.Union(all[address].Shared)), new HashSet<int>(found.Shared));
            }
        }, iter: 800, threads: 1);

    [Fact]
    public void The_order_in_which_the_map_lists_collections_changes_nothing_that_is_found() =>
        WorldGen.World.Sample(world =>
        {
            var (map, catalogues) = Read(world, null);
            var reversed = Maps.Read(WorldYaml.Of(world, collections => collections.Reverse()));
            var one = PlanBuilder.Build(map, catalogues, Question(Both));
            var other = PlanBuilder.Build(reversed, catalogues, Question(Both));
            Assert.Equal(one.PlanHash, other.PlanHash);
        }, iter: 300, threads: 1);

    [Fact]
    public void Every_step_stands_after_those_it_needs_and_units_hold_steps_of_one_system_that_do_not_need_each_other() =>
        WorldGen.World.Sample(world =>
        {
            var plan = Plan(world, Both);
            var done = new HashSet<string>();
            var doneUnits = new HashSet<string>();
            foreach (var unit in plan.Units)
            {
                Assert.Subset(doneUnits, unit.Needs.ToHashSet());
                Assert.All(unit.Steps, step => Assert.Equal(unit.Dataset, step.Dataset));
                Assert.All(unit.Steps, step => Assert.Subset(done, step.Needs.ToHashSet()));
                done.UnionWith(unit.Steps.Select(step => step.Id));
                doneUnits.Add(unit.Id);
            }
        }, iter: 400, threads: 1);

    /// <summary>The order that decides which flows lead back; units put side by side what need not wait for each other.</summary>
    private static List<string> Order(World world, Dictionary<string, string> identities)
    {
        var (map, catalogues) = Read(world, null);
        var search = PlannedSearch.Of(MapGraph.Build(map, catalogues, connectedOnly: true), Question(identities));
        return [.. search.Order.Collections.Select(address => address.ToString())];
    }

    private static PlanQuestion Question(Dictionary<string, string> identities) => new() { Right = "access", ProvedIdentities = identities.Keys };

    /// <summary>Through JSON and back: what a run works from is the stored plan.</summary>
    private static Plan Plan(World world, Dictionary<string, string> identities)
    {
        var (map, catalogues) = Read(world, null);
        var plan = PlanBuilder.Build(map, catalogues, Question(identities));
        return JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(plan, PlanJson.Default.Plan), PlanJson.Default.Plan)!;
    }

    private static (PrivacyMap Map, IReadOnlyDictionary<string, Catalogue> Catalogues) Read(World world, int? vouching)
    {
        var yaml = WorldYaml.Of(world);
        if (vouching is { } draw)
        {
            var collection = world.Collections[draw % world.Collections.Count];
            var field = collection.Fields[draw % collection.Fields.Count];
            yaml += $"vouches:\n  - {{ field: {collection.Address}.{field.Path}, for: customer_id }}\n";
        }

        return (Maps.Read(yaml), WorldYaml.Catalogues(world));
    }

    private static void Agree(Dictionary<string, Found> expected, Dictionary<string, Found> found)
    {
        foreach (var (address, rows) in found)
        {
            Assert.True(rows.Own.SetEquals(expected[address].Own) && rows.Shared.SetEquals(expected[address].Shared), $"{address}: {rows} instead of {expected[address]}");
        }
    }

    private static bool HasCircle(World world)
    {
        var count = world.Collections.Count;
        var reaches = new bool[count, count];
        foreach (var reference in world.References)
        {
            foreach (var (from, to) in new[] { (reference.From, reference.To), (reference.To, reference.From) })
            {
                var (leads, shared) = NaiveSearch.Way(world, reference, from, to);
                reaches[from, to] |= leads && !shared;
            }
        }

        for (var through = 0; through < count; through++)
        {
            for (var from = 0; from < count; from++)
            {
                for (var to = 0; to < count; to++)
                {
                    reaches[from, to] |= reaches[from, through] && reaches[through, to];
                }
            }
        }

        return Enumerable.Range(0, count).Any(index => reaches[index, index]);
    }
}
