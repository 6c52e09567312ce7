using System.Text.Json.Nodes;

namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>The reference: finds rows by nested loops over the world's references, knowing neither plans nor flows.</summary>
internal sealed class NaiveSearch(World world, IReadOnlyDictionary<string, string> identities)
{
    private readonly bool[][] _own = [.. world.Collections.Select(collection => new bool[collection.Rows.Count])];
    private readonly bool[][] _shared = [.. world.Collections.Select(collection => new bool[collection.Rows.Count])];

    /// <summary>Searches each collection once, in the given order.</summary>
    public static Dictionary<string, Found> InOrder(World world, IReadOnlyDictionary<string, string> identities, IReadOnlyList<string> order)
    {
        var search = new NaiveSearch(world, identities);
        var done = new List<int>();
        foreach (var address in order)
        {
            var index = world.Collections.ToList().FindIndex(collection => collection.Address == address);
            search.Visit(index, done);
            done.Add(index);
        }

        return search.Result();
    }

    /// <summary>Searches until nothing more is found, as if collections could be searched any number of times.</summary>
    public static Dictionary<string, Found> ToTheEnd(World world, IReadOnlyDictionary<string, string> identities)
    {
        var search = new NaiveSearch(world, identities);
        var all = Enumerable.Range(0, world.Collections.Count).ToList();
        int before;
        do
        {
            before = search.Count();
            all.ForEach(index => search.Visit(index, all));
        }
        while (search.Count() > before);
        return search.Result();
    }

    /// <summary>Whether a reference can bring keys from one collection to another, and whether it ends at shared rows there.</summary>
    public static (bool Leads, bool Shared) Way(World world, WorldReference reference, int from, int to)
    {
        var leads = (reference.From == from && reference.To == to && reference.Direction != "from")
            || (reference.From == to && reference.To == from && reference.Direction != "to");
        var fields = reference.Fields.Select(pair => reference.From == from ? (From: pair.Own, To: pair.Other) : (From: pair.Other, To: pair.Own)).ToList();
        var shared = IsKey(world.Collections[to], fields.Select(pair => pair.To)) && !IsKey(world.Collections[from], fields.Select(pair => pair.From)) && !reference.Traversed;
        return (leads, shared);
    }

    private static bool IsKey(WorldCollection collection, IEnumerable<WorldField> fields)
    {
        var list = fields.ToList();
        return list.TrueForAll(field => field.Path == field.Name) && collection.Keys.Any(key => key.All(column => list.Exists(field => field.Name == column)));
    }

    private void Visit(int index, IReadOnlyList<int> sources)
    {
        var collection = world.Collections[index];
        for (var row = 0; row < collection.Rows.Count; row++)
        {
            _own[index][row] |= collection.Fields.Any(field => field.Identity is { } identity && identities.TryGetValue(identity, out var value) && Values(collection.Rows[row], field).Contains(value));
            foreach (var source in sources.Where(source => source != index))
            {
                foreach (var reference in world.References)
                {
                    var (leads, shared) = Way(world, reference, source, index);
                    if (leads && Joins(reference, source, index, row))
                    {
                        (shared ? _shared : _own)[index][row] = true;
                    }
                }
            }
        }
    }

    private bool Joins(WorldReference reference, int source, int index, int row)
    {
        for (var other = 0; other < world.Collections[source].Rows.Count; other++)
        {
            if (_own[source][other] && reference.Fields.All(pair => Overlap(reference, pair, source, other, index, row)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Overlap(WorldReference reference, (WorldField Own, WorldField Other) pair, int source, int other, int index, int row)
    {
        var (there, here) = reference.From == source ? (pair.Own, pair.Other) : (pair.Other, pair.Own);
        return Values(world.Collections[source].Rows[other], there).Overlaps(Values(world.Collections[index].Rows[row], here));
    }

    private static HashSet<string> Values(JsonObject row, WorldField field)
    {
        var value = row[field.Name];
        IEnumerable<JsonNode?> values = field.Shape switch
        {
            Shape.Array => value!.AsArray(),
            Shape.Nested => [value!["x"]],
            Shape.NestedArray => value!.AsArray().Select(element => element!["x"]),
            _ => [value],
        };
        return [.. values.OfType<JsonNode>().Select(node => node.GetValue<string>())];
    }

    private int Count() => _own.Concat(_shared).Sum(rows => rows.Count(found => found));

    private Dictionary<string, Found> Result() => world.Collections
        .Select((collection, index) => (collection.Address, Found: new Found(Rows(_own[index]), Rows(_shared[index]).Except(Rows(_own[index])).ToHashSet())))
        .ToDictionary(entry => entry.Address, entry => entry.Found);

    private static HashSet<int> Rows(bool[] found) => [.. Enumerable.Range(0, found.Length).Where(row => found[row])];
}
