using System.Text.Json.Nodes;

namespace PrivacyFunctions.Tests.DataMap.Search;

/// <summary>The reference: finds rows by nested loops over the world's references, knowing neither plans nor flows.</summary>
internal sealed class NaiveSearch(World world, IReadOnlyDictionary<string, string> identities)
{
    private const int MostElements = 3;

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

    /// <summary>The elements of one array in a row that are the person's, when each collection is searched once, in the given order.</summary>
    public static Func<string, int, string, IReadOnlyList<int>> ElementsInOrder(World world, IReadOnlyDictionary<string, string> identities, IReadOnlyList<string> order)
    {
        var search = new NaiveSearch(world, identities);
        var done = order.Select(address => world.Collections.ToList().FindIndex(collection => collection.Address == address)).ToList();
        for (var i = 0; i < done.Count; i++)
        {
            search.Visit(done[i], done[..i]);
        }

        return (address, row, column) => search.Elements(done[order.ToList().IndexOf(address)], done[..order.ToList().IndexOf(address)], row, column);
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
        // Of lines in two arrays nobody can tell which belong together.
        leads &= reference.Fields.SelectMany(pair => new[] { pair.Own, pair.Other }).Where(field => field.IsArray).Select(field => field.Name).Distinct().Count() < 2 || reference.Fields.Count == 1;
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
            _own[index][row] |= collection.Fields.Any(field => field.Identity is { } identity && identities.TryGetValue(identity, out var value) && Enumerable.Range(0, MostElements).Any(element => Value(collection.Rows[row], field, element) == value));
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

    private List<int> Elements(int index, List<int> sources, int row, string column)
    {
        var collection = world.Collections[index];
        bool IsIdentity(int element) => collection.Fields.Any(field =>
            field.Name == column && field.Identity is { } identity && identities.TryGetValue(identity, out var value) && Value(collection.Rows[row], field, element) == value);
        bool IsReferred(int element) => sources.Exists(source => world.References.Any(reference =>
            Way(world, reference, source, index) is (true, false)
            && reference.Fields.Any(pair => (reference.From == index ? pair.Own : pair.Other).Name == column) && Joins(reference, source, index, row, element)));
        return [.. Enumerable.Range(0, collection.Rows[row][column]!.AsArray().Count).Where(element => IsIdentity(element) || IsReferred(element))];
    }

    private bool Joins(WorldReference reference, int source, int index, int row, int? element = null)
    {
        for (var other = 0; other < world.Collections[source].Rows.Count; other++)
        {
            for (var there = 0; _own[source][other] && there < MostElements; there++)
            {
                for (var here = 0; here < MostElements; here++)
                {
                    if ((element is null || element == here) && reference.Fields.All(pair => Same(reference, pair, source, other, there, index, row, here)))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    // Both rows show one element of each array at a time.
    private bool Same(WorldReference reference, (WorldField Own, WorldField Other) pair, int source, int other, int there, int index, int row, int here)
    {
        var (from, to) = reference.From == source ? (pair.Own, pair.Other) : (pair.Other, pair.Own);
        return Value(world.Collections[source].Rows[other], from, there) is { } value && value == Value(world.Collections[index].Rows[row], to, here);
    }

    private static string? Value(JsonObject row, WorldField field, int element)
    {
        var value = field.IsArray ? row[field.Name]!.AsArray().ElementAtOrDefault(element) : row[field.Name];
        return (field.IsNested ? value?[field.Inner] : value)?.GetValue<string>();
    }

    private int Count() => _own.Concat(_shared).Sum(rows => rows.Count(found => found));

    private Dictionary<string, Found> Result() => world.Collections
        .Select((collection, index) => (collection.Address, Found: new Found(Rows(_own[index]), Rows(_shared[index]).Except(Rows(_own[index])).ToHashSet())))
        .ToDictionary(entry => entry.Address, entry => entry.Found);

    private static HashSet<int> Rows(bool[] found) => [.. Enumerable.Range(0, found.Length).Where(row => found[row])];
}
