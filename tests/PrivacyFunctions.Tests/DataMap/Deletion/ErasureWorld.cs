using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Tests.DataMap.Search;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

/// <summary>A world with everything that deletion depends on.</summary>
/// <param name="World">Collections, references and rows.</param>
/// <param name="Fields">What the map says of each field of each collection, in order.</param>
/// <param name="DeleteOverrides">Collections whose override says delete.</param>
/// <param name="Processors">Datasets held for somebody else.</param>
/// <param name="Rules">The entries under <c>deletion:</c>.</param>
/// <param name="Keys">Enforced foreign keys, each from a later collection, or the same, to the id of an earlier one.</param>
internal sealed record ErasureWorld(
    World World,
    IReadOnlyList<ErasureField> Fields,
    IReadOnlySet<string> DeleteOverrides,
    IReadOnlySet<string> Processors,
    IReadOnlyList<ErasureRule> Rules,
    IReadOnlyList<ErasureKey> Keys)
{
    private static readonly Gen<string> Category = OneOf("user.content", "user.content", "user.contact", "user.name", "user.unique_id", "system");

    private static readonly Gen<string> Strategy = OneOf("null_rewrite", "string_rewrite", "hash", "random_string_rewrite", "preserve");

    private static readonly Gen<ErasureField> Field = Gen.Select(
        Category, Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))), Gen.Frequency((7, Gen.Const("")), (1, Strategy)), Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true))),
        (category, readOnly, strategy, required) => new ErasureField(category, readOnly, strategy.Length > 0 ? strategy : null, required));

    private static readonly Gen<(int Collection, int Scope, int Kind, string Strategy, string[] Categories)> Rule = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[0, 4], Strategy, OneOf<string[]>([], ["user"], ["user.content"], ["user.contact", "system"], ["user.unique_id"]));

    public static Gen<ErasureWorld> Any { get; } = Gen.Select(
        WorldGen.Dense, Field.Array[48], Gen.Int[0, 15].Array[2], Gen.Int[0, 9], Rule.Array[0, 5],
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 9], Gen.Int[0, 8]).Array[0, 8],
        (world, fields, overrides, processor, rules, keys) => new ErasureWorld(
            world,
            fields,
            overrides.Where(index => index < world.Collections.Count).Select(index => world.Collections[index].Address).ToHashSet(),
            world.Collections.Take(processor < 2 ? 1 : 0).Select(collection => collection.Dataset).ToHashSet(),
            [.. rules.Select(rule => ErasureRule.Of(world.Collections[rule.Collection % world.Collections.Count], rule.Scope, rule.Kind, rule.Strategy, rule.Categories))],
            [.. keys.Select(key => ErasureKey.Of(world, key.Item1, key.Item2, key.Item3, key.Item4)).OfType<ErasureKey>().DistinctBy(key => (key.Holder, key.Column, key.Referenced))]));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    public ErasureField Of(WorldCollection collection, WorldField field) =>
        Fields[World.Collections.TakeWhile(other => other.Address != collection.Address).Sum(other => other.Fields.Count) + collection.Fields.ToList().IndexOf(field)];

    public string Yaml()
    {
        var place = 0;
        var yaml = Regex.Replace(WorldYaml.Of(World, all => all), "data_categories: \\[user.content\\]\n            fides_meta:\n", _ => Meta(place++));
        foreach (var address in DeleteOverrides)
        {
            var name = address[(address.IndexOf('.', StringComparison.Ordinal) + 1)..];
            yaml = yaml.Replace($"- name: {name}\n        fields:", $"- name: {name}\n        fides_meta: {{ masking_strategy_override: {{ strategy: delete }} }}\n        fields:", StringComparison.Ordinal);
        }

        foreach (var dataset in Processors)
        {
            yaml = yaml.Replace($"dataset: {dataset}, kind: memory", $"dataset: {dataset}, kind: memory, role: processor", StringComparison.Ordinal);
        }

        return yaml + "deletion:\n" + string.Concat(Rules.Select(rule => $"  - {rule.Yaml}\n"));
    }

    public IReadOnlyDictionary<string, Catalogue> Catalogues() => WorldYaml.Catalogues(World)
        .ToDictionary(pair => pair.Key, pair => new Catalogue([.. pair.Value.Tables.Select(table => Live(pair.Key, table))]));

    public override string ToString() => $"{Yaml()}\n{string.Join('\n', Keys)}\n{World}";

    // Fields come in the order of datasets, as the map lists them.
    private string Meta(int place)
    {
        var ordered = World.Collections.GroupBy(collection => collection.Dataset).SelectMany(group => group).SelectMany(collection => collection.Fields.Select(field => (collection, field))).ToList();
        var (collection, field) = ordered[place];
        var of = Of(collection, field);
        var text = new StringBuilder($"data_categories: [{of.Category}]\n            fides_meta:\n");
        if (of.ReadOnly) text.Append("              read_only: true\n");
        if (of.Override is not null && field.Path == field.Name) text.Append("              masking_strategy_override: { strategy: ").Append(of.Override).Append(", configuration: ").Append(ErasureRule.Configuration(of.Override)).Append(" }\n");
        return text.ToString();
    }

    private CatalogueTable Live(string dataset, CatalogueTable table)
    {
        var index = World.Collections.ToList().FindIndex(collection => collection.Dataset == dataset && collection.Name == table.Name);
        var collection = World.Collections[index];
        var columns = table.Columns.Select((column, place) => column with { Nullable = !Of(collection, collection.Fields[place]).Required });
        var composite = table.ForeignKeys.Where(key => World.Collections.ToList().FindIndex(other => other.Dataset == dataset && other.Name == key.ReferencedTable) < index);
        var own = Keys.Where(key => key.Holder == collection.Address).Select(key => key.Live);
        return table with { Columns = [.. columns], ForeignKeys = [.. composite.DistinctBy(key => key.ReferencedTable), .. own] };
    }
}

internal sealed record ErasureField(string Category, bool ReadOnly, string? Override, bool Required);

/// <param name="Action"><c>retain</c>, <c>delete</c> or a strategy.</param>
internal sealed record ErasureRule(string Selector, string Action, IReadOnlyList<string> Categories)
{
    public string Yaml => Action switch
    {
        "retain" => $"{{ collection: \"{Selector}\", retain: {{ ground: contract, reason: test }} }}",
        "delete" => $"{{ collection: \"{Selector}\", delete: true }}",
        _ => $"{{ collection: \"{Selector}\", mask: {{ strategy: {Action}, configuration: {Configuration(Action)}{(Categories.Count > 0 ? $", categories: [{string.Join(", ", Categories)}]" : "")} }} }}",
    };

    public static string Configuration(string strategy) => strategy == "string_rewrite" ? "{ rewrite_value: gone }" : "{ }";

    public static ErasureRule Of(WorldCollection collection, int scope, int kind, string strategy, string[] categories) =>
        new(scope switch { 0 => "*", 1 => $"{collection.Dataset}.*", _ => collection.Address }, kind switch { 0 => "retain", 1 or 2 => "delete", _ => strategy }, kind < 3 ? [] : categories);
}

internal sealed record ErasureKey(string Holder, string Column, string Referenced, ReferentialAction Action)
{
    public CatalogueForeignKey Live => new($"{Column} to {Referenced}", [Column], Referenced[(Referenced.IndexOf('.', StringComparison.Ordinal) + 1)..], ["id"], Action);

    public static ErasureKey? Of(World world, int one, int other, int field, int action)
    {
        var (late, early) = (world.Collections[Math.Max(one, other) % world.Collections.Count], world.Collections[Math.Min(one, other) % world.Collections.Count]);
        var scalars = late.Fields.Where(candidate => candidate.Shape == Shape.Scalar && candidate.Name is not ("id" or "p" or "q")).ToList();
        var indexes = (world.Collections.ToList().IndexOf(late), world.Collections.ToList().IndexOf(early));
        return scalars.Count == 0 || late.Dataset != early.Dataset || indexes.Item1 < indexes.Item2
            ? null
            : new ErasureKey(late.Address, scalars[field % scalars.Count].Name, early.Address, action switch { 0 => ReferentialAction.Cascade, 1 => ReferentialAction.SetNull, 2 => ReferentialAction.SetDefault, _ => ReferentialAction.Refuse });
    }
}
