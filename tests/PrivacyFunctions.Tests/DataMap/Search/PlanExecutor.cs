using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>Does what a plan says, on rows in memory; knows nothing but the plan.</summary>
internal sealed class PlanExecutor(World world, IReadOnlyDictionary<string, string> identities)
{
    private readonly Dictionary<string, HashSet<string>> _keys = [];
    private readonly HashSet<string> _confirmed = [];

    public static Dictionary<string, Found> Run(Plan plan, World world, IReadOnlyDictionary<string, string> identities)
    {
        var executor = new PlanExecutor(world, identities);
        var found = new Dictionary<string, Found>();
        foreach (var step in plan.Steps())
        {
            found.Add(step.Address().ToString(), executor.Run(step, plan));
        }

        return found;
    }

    private Found Run(PlanStep step, Plan plan)
    {
        var rows = world.Collections.Single(collection => collection.Address == step.Address().ToString()).Rows;
        var own = Matching(rows, [.. step.Inputs.Where(input => !input.Shared)]);
        var shared = Matching(rows, [.. step.Inputs.Where(input => input.Shared)]);
        shared.ExceptWith(own);
        foreach (var output in step.Outputs)
        {
            Assert.DoesNotContain(output.Id, _keys.Keys);
            _keys[output.Id] = [.. own.SelectMany(row => Tuples(rows[row], output.Fields))];
        }

        foreach (var vouch in step.Vouches.Where(vouch => plan.Vouched.Contains(vouch.Identity)))
        {
            if (own.Any(row => Tuples(rows[row], [vouch.Field]).Contains(Canon(identities[vouch.Identity]))))
            {
                _confirmed.Add(vouch.Identity);
            }
        }

        return new Found(own, shared);
    }

    private HashSet<int> Matching(IReadOnlyList<JsonObject> rows, IReadOnlyList<PlanInput> inputs) =>
        [.. Enumerable.Range(0, rows.Count).Where(row => inputs.Any(input => Tuples(rows[row], input.Fields).Overlaps(Keys(input))))];

    private HashSet<string> Keys(PlanInput input) => input switch
    {
        { Keys: { } id } => _keys[id],
        { NeedsVouching: true } when !_confirmed.Contains(input.Identity!) => [],
        _ => [Canon(identities[input.Identity!])],
    };

    private static HashSet<string> Tuples(JsonObject row, IReadOnlyList<FieldPath> fields)
    {
        IEnumerable<string> tuples = [""];
        foreach (var field in fields)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(row[field.Column]);
            var values = NestedKeys.Extract(json, field).Select(value => Canon(value.Text)).ToList();
            tuples = [.. tuples.SelectMany(tuple => values.Select(value => tuple + value))];
        }

        return [.. tuples];
    }

    private static string Canon(string value) => $"[{value}]";
}
