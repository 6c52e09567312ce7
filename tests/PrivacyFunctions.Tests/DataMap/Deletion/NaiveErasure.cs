using System.Text.Json.Nodes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.DataMap.Search;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

/// <summary>
/// The reference: reads the contract's rules sentence by sentence, row by row, knowing neither plans nor orders. A fate is <c>deleted</c>,
/// <c>kept</c>, or the masked fields with what replaces them.
/// </summary>
internal sealed class NaiveErasure(ErasureWorld erasure, IReadOnlyDictionary<string, Found> found, IReadOnlySet<string> searched)
{
    private readonly World _world = erasure.World;

    /// <summary>Whether a foreign key would carry the deletion into something kept.</summary>
    public bool IsRefused() => _world.Collections.Any(collection => Action(collection) == "delete" && Reaches(collection, []));

    public Dictionary<(string, int), string> Fates()
    {
        var going = _world.Collections.Where(collection => Action(collection) == "delete")
            .SelectMany(collection => Own(collection).Select(row => (collection.Address, row))).ToHashSet();
        while (going.RemoveWhere(row => IsReferredToByKept(row, going)) > 0)
        {
        }

        var fates = new Dictionary<(string, int), string>();
        foreach (var collection in _world.Collections)
        {
            for (var row = 0; row < collection.Rows.Count; row++)
            {
                var own = Own(collection).Contains(row);
                fates[(collection.Address, row)] = Action(collection) switch
                {
                    _ when !own => "kept",
                    "delete" when going.Contains((collection.Address, row)) => "deleted",
                    "delete" or "mask" => Masks(collection),
                    _ => "kept",
                };
            }
        }

        return fates;
    }

    /// <summary>The fields of a collection that is masked which are named as not erased.</summary>
    public IEnumerable<string> NotErased(WorldCollection collection) =>
        collection.Fields.Select(field => (field.Name, Verdict(collection, field))).Where(field => field.Item2 is ['!', ..]).Select(field => $"{field.Name} {field.Item2![1..]}");

    public string Action(WorldCollection collection)
    {
        if (!searched.Contains(collection.Address) || erasure.Processors.Contains(collection.Dataset))
        {
            return "leave";
        }

        foreach (var rule in Matching(collection))
        {
            if (rule.Action is "retain" or "delete")
            {
                return rule.Action;
            }
        }

        return erasure.DeleteOverrides.Contains(collection.Address) ? "delete" : "mask";
    }

    private IEnumerable<ErasureRule> Matching(WorldCollection collection) =>
        erasure.Rules.Where(rule => rule.Selector == "*" || rule.Selector == collection.Address || rule.Selector == collection.Dataset + ".*");

    // What stands before a delete does not apply, and everything stands before a delete that is the collection's own override.
    private IEnumerable<ErasureRule> Masking(WorldCollection collection) =>
        Action(collection) == "delete" ? Matching(collection).SkipWhile(rule => rule.Action != "delete") : Matching(collection);

    private IReadOnlySet<int> Own(WorldCollection collection) => found.TryGetValue(collection.Address, out var rows) ? rows.Own : new HashSet<int>();

    private string Masks(WorldCollection collection)
    {
        var masked = collection.Fields.Select(field => (field.Name, Strategy: Verdict(collection, field))).Where(field => field.Strategy is { } strategy && strategy[0] != '!').ToList();
        return masked.Count == 0 ? "kept" : string.Join(',', masked.Select(field => $"{field.Name}={field.Strategy}").Order(StringComparer.Ordinal));
    }

    /// <summary>The strategy that is applied, <c>!</c> and why it is not, or null when the field is not concerned.</summary>
    private string? Verdict(WorldCollection collection, WorldField field)
    {
        var says = erasure.Of(collection, field);
        var strategy = Masking(collection).FirstOrDefault(rule => rule.Action is not ("retain" or "delete") && Holds(rule, says.Category))?.Action
            ?? (IsUnder(says.Category, "user") ? "null_rewrite" : null);
        if (strategy is null)
        {
            return null;
        }

        strategy = field.Path == field.Name ? says.Override ?? strategy : strategy;
        var key = KeyOf(collection, field);
        if (key is not null)
        {
            return IsUnder(says.Category, "user") && !IsUnder(says.Category, "user.unique_id") ? "!" + key : null;
        }

        return 0 switch
        {
            _ when says.ReadOnly => "!read-only",
            _ when strategy == "preserve" => "!preserve",
            _ => Fits(collection, field, says, strategy) ? strategy : "!mask-impossible",
        };
    }

    private string? KeyOf(WorldCollection collection, WorldField field)
    {
        var keys = ForeignKeys().ToList();
        return field.Name == "id" ? "primary-key"
            : keys.Exists(key => key.Holder == collection && key.Columns.Contains(field.Name)) ? "foreign-key"
            : keys.Exists(key => key.Referenced == collection && key.To.Contains(field.Name)) ? "referenced-key"
            : null;
    }

    private static bool Fits(WorldCollection collection, WorldField field, ErasureField says, string strategy) => strategy switch
    {
        "null_rewrite" => !says.Required,
        _ when field.IsNested => false,
        "string_rewrite" => !collection.Keys.Any(key => key.Contains(field.Name)),
        _ => true,
    };

    private static bool Holds(ErasureRule rule, string category) => rule.Categories.Count == 0 ? IsUnder(category, "user") : rule.Categories.Any(held => IsUnder(category, held));

    private static bool IsUnder(string category, string ancestor) => category == ancestor || category.StartsWith(ancestor + ".", StringComparison.Ordinal);

    private bool Reaches(WorldCollection collection, HashSet<WorldCollection> seen) =>
        ForeignKeys().Any(key => key.Referenced == collection && key.Action != ReferentialAction.Refuse
            && (Action(key.Holder) is "retain" or "leave" || (key.Action == ReferentialAction.Cascade && seen.Add(key.Holder) && Reaches(key.Holder, seen))));

    private bool IsReferredToByKept((string Address, int Row) row, HashSet<(string, int)> going)
    {
        var collection = _world.Collections.Single(other => other.Address == row.Address);
        return ForeignKeys().Where(key => key.Referenced == collection && key.Action is ReferentialAction.Refuse or ReferentialAction.Cascade)
            .Any(key => Enumerable.Range(0, key.Holder.Rows.Count).Any(other => !going.Contains((key.Holder.Address, other)) && Refers(key.Holder.Rows[other], key.Columns, collection.Rows[row.Row], key.To)));
    }

    public static bool Refers(JsonObject holder, IReadOnlyList<string> columns, JsonObject row, IReadOnlyList<string> to) =>
        columns.Zip(to).All(pair => holder[pair.First] is { } value && row[pair.Second] is { } other && value.ToJsonString() == other.ToJsonString());

    private IEnumerable<(WorldCollection Holder, IReadOnlyList<string> Columns, WorldCollection Referenced, IReadOnlyList<string> To, ReferentialAction Action)> ForeignKeys()
    {
        WorldCollection Named(string address) => _world.Collections.Single(collection => collection.Address == address);
        foreach (var key in erasure.Keys)
        {
            yield return (Named(key.Holder), [key.Column], Named(key.Referenced), ["id"], key.Action);
        }

        foreach (var reference in _world.References.Where(reference => reference.IsForeignKey && reference.To < reference.From))
        {
            yield return (_world.Collections[reference.From], ["p", "q"], _world.Collections[reference.To], ["p", "q"], ReferentialAction.Refuse);
        }
    }
}
