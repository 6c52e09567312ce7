using System.Text.Json.Nodes;

namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>A random organisation: collections with fields, references between them, and rows.</summary>
internal sealed record World(IReadOnlyList<WorldCollection> Collections, IReadOnlyList<WorldReference> References)
{
    public override string ToString() => WorldYaml.Of(this) + "\n" + string.Join('\n', Collections.Select(collection =>
        $"{collection.Name} unique {string.Join(" | ", collection.Keys.Select(key => string.Join(',', key)))} rows {string.Join(' ', collection.Rows.Select(row => row.ToJsonString()))}"));
}

internal sealed record WorldCollection(
    string Dataset, string Name, IReadOnlyList<WorldField> Fields, IReadOnlyList<IReadOnlyList<string>> Keys, IReadOnlyList<JsonObject> Rows)
{
    public string Address => $"{Dataset}.{Name}";
}

/// <param name="Inner">The nested field that is meant; of <see cref="Shape.Lines"/> <c>p</c> or <c>q</c>.</param>
internal sealed record WorldField(string Name, Shape Shape, string? Identity, string Inner = "x")
{
    /// <summary>The path as a data map writes it.</summary>
    public string Path => IsNested ? $"{Name}.{Inner}" : Name;

    public bool IsNested => Shape is Shape.Nested or Shape.NestedArray or Shape.Lines;

    public bool IsArray => Shape is Shape.Array or Shape.NestedArray or Shape.Lines;
}

/// <param name="From">Index of the declaring collection.</param>
/// <param name="Fields">Declaring fields and the fields referred to; more than one make up a composite key, as columns a live foreign key.</param>
/// <param name="To">Index of the collection referred to.</param>
/// <param name="Direction"><c>from</c>, <c>to</c> or nothing.</param>
/// <param name="Traversed">Whether the map lists it under <c>traverse</c>.</param>
internal sealed record WorldReference(int From, int To, IReadOnlyList<(WorldField Own, WorldField Other)> Fields, string? Direction, bool Traversed)
{
    public bool IsForeignKey => Fields.Count > 1 && Fields.All(pair => !pair.Own.IsArray);
}
