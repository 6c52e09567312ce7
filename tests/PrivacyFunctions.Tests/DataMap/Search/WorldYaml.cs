using System.Globalization;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>Writes a world as a data map and as live catalogues.</summary>
internal static class WorldYaml
{
    public static string Of(World world, Func<IEnumerable<WorldCollection>, IEnumerable<WorldCollection>>? shuffle = null)
    {
        var yaml = new StringBuilder("dataset:\n");
        var collections = (shuffle ?? (all => all))(world.Collections).ToList();
        foreach (var dataset in collections.GroupBy(collection => collection.Dataset))
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - fides_key: {dataset.Key}\n    collections:\n");
            foreach (var collection in dataset)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"      - name: {collection.Name}\n        fields:\n");
                foreach (var field in collection.Fields)
                {
                    Write(yaml, world, collection, field);
                }
            }
        }

        yaml.Append("connection:\n");
        foreach (var dataset in collections.Select(collection => collection.Dataset).Distinct())
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ dataset: {dataset}, kind: memory }}\n");
        }

        yaml.Append("traverse:\n");
        foreach (var reference in world.References.Where(reference => reference.Traversed))
        {
            foreach (var (own, other) in reference.Fields)
            {
                var (one, two) = ($"{world.Collections[reference.From].Address}.{own.Path}", $"{world.Collections[reference.To].Address}.{other.Path}");
                yaml.Append(CultureInfo.InvariantCulture, $"  - {{ from: {one}, to: {two}, reason: test }}\n  - {{ from: {two}, to: {one}, reason: test }}\n");
            }
        }

        return yaml.ToString();
    }

    public static IReadOnlyDictionary<string, Catalogue> Catalogues(World world) =>
        world.Collections.GroupBy(collection => collection.Dataset)
            .ToDictionary(dataset => dataset.Key, dataset => new Catalogue([.. dataset.Select(collection => Table(world, collection))]));

    private static void Write(StringBuilder yaml, World world, WorldCollection collection, WorldField field)
    {
        var type = field.Shape switch { Shape.Array => "string[]", Shape.Nested => "object", Shape.NestedArray or Shape.Lines => "object[]", _ => "string" };
        yaml.Append(CultureInfo.InvariantCulture, $"          - name: {field.Name}\n            data_categories: [user.content]\n            fides_meta:\n              data_type: {type}\n");
        if (!field.IsNested)
        {
            Meta(yaml, world, collection, field, "              ");
            return;
        }

        yaml.Append("            fields:\n");
        foreach (var inner in field.Shape == Shape.Lines ? (string[])["p", "q"] : ["x"])
        {
            yaml.Append(CultureInfo.InvariantCulture, $"              - name: {inner}\n                fides_meta:\n                  data_type: string\n");
            Meta(yaml, world, collection, field with { Inner = inner }, "                  ");
        }
    }

    private static void Meta(StringBuilder yaml, World world, WorldCollection collection, WorldField field, string indent)
    {
        if (field.Identity is { } identity)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indent}identity: {identity}\n");
        }

        var index = world.Collections.ToList().IndexOf(collection);
        var references = world.References.Where(reference => reference.From == index)
            .SelectMany(reference => reference.Fields.Where(pair => pair.Own.Path == field.Path).Select(pair => (reference, pair.Other))).ToList();
        if (references.Count > 0)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"{indent}references:\n");
            foreach (var (reference, other) in references)
            {
                var to = world.Collections[reference.To];
                var direction = reference.Direction is { } way ? $", direction: {way}" : "";
                yaml.Append(CultureInfo.InvariantCulture, $"{indent}  - {{ dataset: {to.Dataset}, field: {to.Name}.{other.Path}{direction} }}\n");
            }
        }
    }

    private static CatalogueTable Table(World world, WorldCollection collection)
    {
        var index = world.Collections.ToList().IndexOf(collection);
        var table = Tables.Table(collection.Name, [.. collection.Fields.Select(field => Tables.Column(field.Name, field.Shape switch
        {
            Shape.Scalar => ValueKind.Text,
            Shape.Array => ValueKind.Array,
            _ => ValueKind.Json,
        }))]);
        table = table with { UniqueKeys = collection.Keys };
        foreach (var reference in world.References.Where(reference => reference.From == index && reference.IsForeignKey))
        {
            table = table.WithForeignKey(["p", "q"], world.Collections[reference.To].Name, ["p", "q"]);
        }

        return table;
    }
}
