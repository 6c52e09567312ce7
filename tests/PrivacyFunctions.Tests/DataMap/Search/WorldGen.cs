using System.Text.Json.Nodes;
using CsCheck;

namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>Generates worlds in which everything collides often: few values, few fields, many references.</summary>
internal static class WorldGen
{
    public static readonly string[] Identities = ["email", "customer_id"];

    private static readonly Gen<string> Value = Gen.Int[0, 5].Select(number => $"v{number}");

    private static readonly Gen<Shape> AnyShape = Gen.Frequency(
        (6, Gen.Const(Shape.Scalar)), (1, Gen.Const(Shape.Array)), (1, Gen.Const(Shape.Nested)), (1, Gen.Const(Shape.NestedArray)));

    public static readonly Gen<World> World = Of(oneIn: 6, datasets: 3);

    /// <summary>Worlds in which much is found in few systems.</summary>
    public static readonly Gen<World> Dense = Of(oneIn: 2, datasets: 1);

    private static Gen<World> Of(int oneIn, int datasets) => Gen.Int[2, 6].SelectMany(count => Gen.Select(
        Collections(count, oneIn, datasets),
        Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 2], Gen.Int[0, 9]).Array[0, count * 2],
        (collections, draws) => Connect(collections, draws)));

    private static Gen<WorldField> Field(int oneIn) =>
        Gen.Select(AnyShape, Gen.Frequency((oneIn - 1, Gen.Const(-1)), (1, Gen.Int[0, Identities.Length - 1])), (shape, identity) =>
            new WorldField("", shape, identity < 0 ? null : Identities[identity]));

    private static Gen<WorldCollection[]> Collections(int count, int oneIn, int datasets) =>
        Gen.Select(Field(oneIn).Array[1, 3], Gen.Int[0, datasets - 1], Gen.Int[0, 9], Gen.Select(Value.Array[8], Value.Array[8]).Array[0, 5]).Array[count]
            .Select(drawn => drawn.Select((entry, index) => Collection(index, entry.Item1, entry.Item2, entry.Item3, entry.Item4)).ToArray());

    private static WorldCollection Collection(int index, WorldField[] drawn, int dataset, int uniqueness, (string[] Left, string[] Right)[] rows)
    {
        WorldField[] fields =
        [
            new WorldField("id", Shape.Scalar, null),
            .. drawn.Select((field, position) => field with { Name = $"f{position}" }),
            new WorldField("p", Shape.Scalar, null),
            new WorldField("q", Shape.Scalar, null),
            new WorldField("g", Shape.Lines, null),
            new WorldField("h", Shape.Lines, null),
        ];
        IReadOnlyList<IReadOnlyList<string>> keys = uniqueness switch
        {
            0 => [["id"], ["f0"]],
            < 4 => [["id"], ["p", "q"]],
            _ => [["id"]],
        };
        return new WorldCollection($"d{dataset}", $"c{index}", fields, keys, [.. rows.Select((row, number) => Row(fields, number, row.Left, row.Right))]);
    }

    private static JsonObject Row(WorldField[] fields, int number, string[] left, string[] right)
    {
        var row = new JsonObject();
        foreach (var (field, position) in fields.Select((field, position) => (field, position)))
        {
            var (one, two) = (left[position], right[position]);
            row[field.Name] = field switch
            {
                { Name: "id" } => $"v{number}",
                { Shape: Shape.Scalar } => one == "v5" ? null : one,
                { Shape: Shape.Array } => new JsonArray(one, two),
                { Shape: Shape.Lines } => new JsonArray(Line(one, two), Line(two, right[0]), Line(left[0], one)),
                { Shape: Shape.Nested } => new JsonObject { ["x"] = one, ["y"] = two },
                _ => new JsonArray(new JsonObject { ["x"] = one, ["y"] = 1 }, new JsonObject { ["x"] = two, ["y"] = 2 }),
            };
        }

        return row;
    }

    private static JsonObject Line(string p, string q)
    {
        var line = new JsonObject { ["y"] = 1 };
        if (p != "v5") line["p"] = p;
        if (q != "v4") line["q"] = q;
        return line;
    }

    private static World Connect(WorldCollection[] collections, (int From, int To, int Own, int Other, int Direction, int Kind)[] draws)
    {
        var references = new List<WorldReference>();
        foreach (var draw in draws.Where(draw => draw.From != draw.To))
        {
            var (from, to) = (collections[draw.From], collections[draw.To]);
            var composite = draw.Kind < 3 && from.Dataset == to.Dataset && to.Keys.Any(key => key.Count == 2);
            (WorldField, WorldField)[] fields = composite
                ? [(Part(from, "p", draw.Own % 7 is 2 or 4 or 5 or 6 ? "g" : null), Named(to, "p")), (Part(from, "q", (draw.Own % 7) switch { 3 or 4 or 5 => "g", 6 => "h", _ => null }), Named(to, "q"))]
                : [(Pick(from, draw.Own), Pick(to, draw.Kind < 7 ? 0 : draw.Other))];
            var taken = references.Exists(other => SamePair(other, draw.From, draw.To) && other.Fields.Any(pair => fields.Any(own => Clash(pair, own))));
            if (!taken)
            {
                references.Add(new WorldReference(draw.From, draw.To, fields, draw.Direction switch { 0 => "from", 1 => "to", _ => null }, draw.Kind == 9));
            }
        }

        return new World(collections, references);
    }

    private static bool SamePair(WorldReference reference, int one, int other) =>
        (reference.From == one && reference.To == other) || (reference.From == other && reference.To == one);

    /// <summary>References between the same collections over the same field would be grouped by choice of the plan; the reference has no opinion on that.</summary>
    private static bool Clash((WorldField Own, WorldField Other) one, (WorldField Own, WorldField Other) two) =>
        new[] { one.Own.Name, one.Other.Name }.Intersect([two.Own.Name, two.Other.Name]).Any() || IsPart(one) || IsPart(two);

    private static bool IsPart((WorldField Own, WorldField Other) pair) => pair.Own.Name is "p" or "q" || pair.Other.Name is "p" or "q";

    private static WorldField Named(WorldCollection collection, string name) => collection.Fields.Single(field => field.Name == name);

    /// <summary>A part of a composite key: the column of its name, or a field of that name in lines.</summary>
    private static WorldField Part(WorldCollection collection, string name, string? lines) =>
        lines is null ? Named(collection, name) : Named(collection, lines) with { Inner = name };

    /// <summary>Any field but the parts of composite keys.</summary>
    private static WorldField Pick(WorldCollection collection, int draw) => collection.Fields[draw % (collection.Fields.Count - 4)];
}
