using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.Connecting;

public sealed class KeyPathsTests
{
    private static readonly string[] Names = ["a", "b"];

    private static readonly Gen<JsonNode?> Document = Gen.Recursive<JsonNode?>((depth, self) => depth > 4
        ? Scalar
        : Gen.Frequency(
            (1, Scalar),
            (3, self.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))),
            (4, Gen.Select(self, self).Select((one, two) => (JsonNode?)new JsonObject { ["a"] = one?.DeepClone(), ["b"] = two?.DeepClone() }))));

    private static readonly Gen<string[]> Path = Gen.Int[0, 1].Select(index => Names[index]).Array[0, 3];

    private static Gen<JsonNode?> Scalar => Gen.Frequency((5, Gen.Int[0, 3].Select(number => (JsonNode?)JsonValue.Create($"v{number}"))), (1, Gen.Const((JsonNode?)null)));

    [Theory]
    [InlineData("""{"line":[{"shop":1,"number":5},{"shop":2,"number":6}]}""", "line.shop line.number", "1-5 2-6", false)]
    [InlineData("""{"line":[{"shop":1},{"number":5}]}""", "line.shop line.number", "", false)]
    [InlineData("""{"shop":1,"line":[{"number":5},{"number":6}]}""", "shop line.number", "1-5 1-6", false)]
    [InlineData("""{"line":[{"shop":1,"part":[{"no":5},{"no":6}]},{"shop":2,"part":[{"no":7}]}]}""", "line.shop line.part.no", "1-5 1-6 2-7", false)]
    [InlineData("""{"shop":[1,2],"line":[{"number":5},{"number":6}]}""", "shop line.number", "", true)]
    [InlineData("""{"shop":[1,1],"line":[{"number":5},{"number":6}]}""", "shop line.number", "1-5 1-6", false)]
    [InlineData("""{"line":[{"shop":[1,2],"number":[5,6]},{"shop":3,"number":7}]}""", "line.shop line.number", "3-7", true)]
    [InlineData("""[[{"shop":1,"number":"5"}],{"shop":1,"number":5}]""", "shop number", "1-5", false)]
    [InlineData("""{"line":{"shop":1,"number":5},"line":{"shop":2,"number":6}}""", "line.shop line.number", "1-5 2-6", false)]
    [InlineData("""{"shop":1,"number":5""", "shop number", "", false)]
    [InlineData("""{"shop":1,"number":5} x""", "shop number", "", false)]
    [InlineData("""{"shop":"\ud800","number":5}""", "shop number", "", false)]
    public void Values_go_together_within_one_element(string json, string fields, string expected, bool isUnclear)
    {
        var paths = new KeyPaths([.. fields.Split(' ').Select(field => (IReadOnlyList<string>)["doc", .. field.Split('.')])]);
        var keys = paths.Of(_ => new ColumnValue(Encoding.UTF8.GetBytes(json)), out var unclear);
        Assert.Equal(expected, string.Join(' ', keys.Select(Text)));
        Assert.Equal(isUnclear, unclear);
    }

    [Fact]
    public void A_column_goes_with_each_element_and_a_key_needs_all_its_values()
    {
        var paths = new KeyPaths([["shop"], ["doc", "number"]]);
        var document = new ColumnValue(Encoding.UTF8.GetBytes("""[{"number":5},{"number":6}]"""));
        IEnumerable<string> Keys(KeyValue? shop) => paths.Of(column => column == "shop" ? ColumnValue.Of(shop) : document, out _).Select(Text);
        Assert.Equal(["7-5", "7-6"], Keys(new KeyValue("7")));
        Assert.Empty(Keys(null));
    }

    [Fact]
    public void A_document_too_deep_to_be_looked_into_holds_no_key() =>
        Assert.Empty(new KeyPaths([["doc"]]).Of(_ => new ColumnValue(Encoding.UTF8.GetBytes(new string('[', 100_000))), out _));

    [Fact]
    public void Exactly_those_combinations_are_keys_of_which_no_two_values_lie_in_different_elements_of_an_array() =>
        Gen.Select(Document, Path, Path).Where((_, one, other) => !one.SequenceEqual(other)).Sample(
            (document, one, other) =>
            {
                var keys = new KeyPaths([["doc", .. one], ["doc", .. other]]).Of(_ => Column(document), out var unclear).Select(Text).ToHashSet();
                var all = Combinations(document, one, other).Select(combination => combination.Key).ToHashSet();
                Assert.Subset(all, keys);
                Assert.True(unclear || keys.SetEquals(all));
            },
            iter: 20_000, threads: 1);

    [Fact]
    public void Exactly_those_elements_stay_that_hold_a_key_together_with_the_rest() =>
        Gen.Select(Document, Path, Path, Gen.Int[0, 15], Gen.Int[0, 4]).Where((_, one, other, _, _) => !one.SequenceEqual(other)).Sample(
            (document, one, other, wanted, depth) =>
            {
                bool IsKey(string key) => ((key[1] - '0') * 4) + key[4] - '0' is var number && (number == wanted || number == (wanted * 7 % 16));
                var elements = new ElementKeys(
                    [new(["doc", .. one], Math.Min(depth, one.Length + 1)), new(["doc", .. other], Math.Min(depth, other.Length + 1))], key => IsKey(Text(key)));
                var json = Column(document);
                var cuts = elements.Of("doc", _ => json, out var unclear).ToList();
                if (unclear) return;
                var held = Combinations(document, one, other).Where(combination => IsKey(combination.Key)).SelectMany(combination => combination.Elements).ToHashSet();
                Assert.Equal(Cut(document, "", [one, other], depth, held)?.ToJsonString() ?? "null", Filtered(json, cuts));
            },
            iter: 20_000, threads: 1);

    private static string Text(KeyTuple key) => string.Join('-', key.Values.Select(value => value.Text));

    private static ColumnValue Column(JsonNode? document) => new(Encoding.UTF8.GetBytes(document?.ToJsonString() ?? "null"));

    private static IEnumerable<(string Key, IEnumerable<string> Elements)> Combinations(JsonNode? document, string[] one, string[] other) =>
        from left in Leaves(document, one, "", [])
        from right in Leaves(document, other, "", [])
        where left.Elements.All(element => right.Elements.All(another => element.Array != another.Array || element.Place == another.Place))
        select ($"{left.Value}-{right.Value}", left.Elements.Concat(right.Elements).Select(element => $"{element.Array}/{element.Place}"));

    private static IEnumerable<(string Value, List<(string Array, int Place)> Elements)> Leaves(JsonNode? node, string[] path, string at, List<(string, int)> elements) => node switch
    {
        JsonArray array => array.SelectMany((item, place) => Leaves(item, path, $"{at}/{place}", [.. elements, (at, place)])),
        JsonObject properties => path.Length == 0 ? [] : Leaves(properties[path[0]], path[1..], $"{at}/{path[0]}", elements),
        JsonValue value when path.Length == 0 => [(value.ToString(), elements)],
        _ => [],
    };

    // Names passed so far are one less than the position of a path.
    private static JsonNode? Cut(JsonNode? node, string at, IReadOnlyList<string[]> paths, int depth, HashSet<string> held, int position = 1) => node switch
    {
        JsonArray array => new JsonArray([.. array.Index()
            .Where(item => !paths.Any(path => position <= Math.Min(depth, path.Length + position)) || held.Contains($"{at}/{item.Index}"))
            .Select(item => Cut(item.Item, $"{at}/{item.Index}", paths, depth, held, position))]),
        JsonObject properties => new JsonObject(properties.Select(property => KeyValuePair.Create(
            property.Key,
            Cut(property.Value, $"{at}/{property.Key}", [.. paths.Where(path => path.Length > 0 && path[0] == property.Key).Select(path => path[1..])], depth, held, position + 1)))),
        _ => node?.DeepClone(),
    };

    private static string Filtered(ColumnValue json, IReadOnlyList<ElementCut> cuts)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            new NestedFilter(null).Write(json.Document.Span, cuts, writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
