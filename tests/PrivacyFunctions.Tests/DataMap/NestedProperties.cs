using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

/// <summary>The filter against a plain recursion over nodes in memory.</summary>
public sealed class NestedProperties
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Gen<JsonNode?> Document = Gen.Recursive<JsonNode?>((depth, self) => depth > 4
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (2, self.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(Copy)]))),
            (3, Gen.Select(self, self, self).Select((one, two, three) => (JsonNode?)new JsonObject { ["a"] = Copy(one), ["b"] = Copy(two), ["c"] = Copy(three) }))));

    private static readonly Gen<NestedRule> Rule = Gen.Recursive<NestedRule>((depth, self) => depth > 3
        ? Gen.Bool.Select(keep => new NestedRule(keep, new Dictionary<string, NestedRule>()))
        : Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, Names.Length - 1].Select(index => Names[index]), self).Array[0, 2]).Select((keep, children) =>
            new NestedRule(keep, children.GroupBy(child => child.Item1).ToDictionary(group => group.Key, group => group.First().Item2))));

    private static Gen<JsonNode?> Scalar => Gen.OneOf(
        Gen.Int[0, 4].Select(number => (JsonNode?)JsonValue.Create($"v{number}")), Gen.Int[0, 4].Select(number => (JsonNode?)JsonValue.Create(number)), Gen.Const((JsonNode?)null));

    [Fact]
    public void The_filter_keeps_what_a_plain_recursion_keeps() =>
        Gen.Select(Document, Rule, Gen.Int[0, Names.Length - 1].Select(index => Names[index]).Array[0, 3], Gen.Int[0, 4]).Sample((document, rule, path, depth) =>
        {
            var match = new ElementField(["column", .. path], Math.Min(depth, path.Length + 1));
            var expected = Keep(document, rule, path, match.Depth, 1);
            Assert.Equal(expected?.ToJsonString() ?? "null", Filter(document, rule, match));
        }, iter: 5_000, threads: 1);

    private static JsonNode? Keep(JsonNode? node, NestedRule rule, string[]? path, int depth, int position) => node switch
    {
        JsonArray array => new JsonArray([.. array.Where(item => path is null || position > depth || Holds(item, path, position)).Select(item => Keep(item, rule, path, depth, position))]),
        JsonObject properties => new JsonObject(properties
            .Select(property => (property.Key, property.Value, Rule: rule.Fields.GetValueOrDefault(property.Key, new NestedRule(rule.Keep, new Dictionary<string, NestedRule>()))))
            .Where(property => property.Rule.KeepsAnything())
            .Select(property => KeyValuePair.Create(property.Key, Keep(property.Value, property.Rule, path is not null && position <= path.Length && path[position - 1] == property.Key ? path : null, depth, position + 1)))),
        _ => rule.Keep ? Copy(node) : null,
    };

    private static bool Holds(JsonNode? node, string[] path, int position) => node switch
    {
        JsonArray array => array.Any(item => Holds(item, path, position)),
        JsonObject properties => position <= path.Length && Holds(properties[path[position - 1]], path, position + 1),
        JsonValue value => position == path.Length + 1 && value.ToString() is "v1" or "v2",
        _ => false,
    };

    private static string Filter(JsonNode? document, NestedRule rule, ElementField match)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var utf8 = Encoding.UTF8.GetBytes(document?.ToJsonString() ?? "null");
            var elements = new ElementKeys([match], key => key.Values[0].Text is "v1" or "v2");
            new NestedFilter(rule).Write(utf8, [.. elements.Of("column", _ => new ColumnValue(utf8), out _)], writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
