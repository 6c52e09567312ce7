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

    /// <summary>What is left of every array in the person's own rows that keys were compared in: elements by their place, texts as they are.</summary>
    public static Dictionary<(string Collection, int Row, string Column), IReadOnlyList<string>> Elements(Plan plan, World world, IReadOnlyDictionary<string, string> identities)
    {
        var executor = new PlanExecutor(world, identities);
        var left = new Dictionary<(string, int, string), IReadOnlyList<string>>();
        foreach (var step in plan.Steps())
        {
            var collection = world.Collections.Single(other => other.Address == step.Address().ToString());
            var own = step.OwnInputs().ToList();
            foreach (var row in executor.Run(step, plan).Own)
            {
                foreach (var field in collection.Fields.Where(field => field.IsArray && own.Exists(input => input.Cuts(field.Name))))
                {
                    left[(collection.Address, row, field.Name)] = executor.Left(collection.Rows[row], field.Name, own);
                }
            }
        }

        return left;
    }

    private List<string> Left(JsonObject row, string column, List<PlanInput> own)
    {
        var marked = row[column]!.DeepClone().AsArray();
        foreach (var (place, element) in marked.Index().Where(element => element.Item is JsonObject)) element!["place"] = place;
        var document = new ColumnValue(JsonSerializer.SerializeToUtf8Bytes(marked));
        var cuts = own.Where(input => input.Cuts(column))
            .SelectMany(input => input.ElementKeys(key => Keys(input).Contains(Canon(key))).Of(column, other => other == column ? document : Column(row, other), out _)).ToList();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            new NestedFilter(null).Write(document.Document.Span, cuts, writer);
        }

        return [.. JsonNode.Parse(stream.ToArray())!.AsArray().Select(element => (element is JsonObject line ? line["place"] : element)!.ToString())];
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
        var keys = new KeyPaths([.. fields.Select(field => field.Segments)]).Of(column => Column(row, column), out var unclear);
        Assert.False(unclear);
        return [.. keys.Select(Canon)];
    }

    private static ColumnValue Column(JsonObject row, string column) => new(JsonSerializer.SerializeToUtf8Bytes(row[column]));

    private static string Canon(KeyTuple key) => string.Concat(key.Values.Select(value => Canon(value.Text)));

    private static string Canon(string value) => $"[{value}]";
}
