using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>
/// Which references between two collections travel together: those that make up one composite foreign key of the live catalogue, else
/// those that cover a composite primary or unique key of either end. All others travel alone.
/// </summary>
internal static class CompositeKeys
{
    public static IEnumerable<IReadOnlyList<ReferencePair>> Group(IReadOnlyList<ReferencePair> pairs, GraphNode source, GraphNode target)
    {
        var left = pairs.ToList();
        foreach (var group in Candidates(source, target).Select(candidate => candidate(left)).Where(group => group is not null))
        {
            left.RemoveAll(group!.Contains);
            yield return group!;
        }

        foreach (var pair in left)
        {
            yield return [pair];
        }
    }

    private static IEnumerable<Func<List<ReferencePair>, IReadOnlyList<ReferencePair>?>> Candidates(GraphNode source, GraphNode target)
    {
        foreach (var key in ForeignKeys(source, target))
        {
            yield return left => Take(left, key.Columns.Zip(key.ReferencedColumns, (from, to) => (Func<ReferencePair, bool>)(pair => Is(pair.Source, from) && Is(pair.Target, to))));
        }

        foreach (var key in ForeignKeys(target, source))
        {
            yield return left => Take(left, key.Columns.Zip(key.ReferencedColumns, (from, to) => (Func<ReferencePair, bool>)(pair => Is(pair.Source, to) && Is(pair.Target, from))));
        }

        foreach (var key in Keys(target))
        {
            yield return left => Take(left, key.Select(column => (Func<ReferencePair, bool>)(pair => Is(pair.Target, column))));
        }

        foreach (var key in Keys(source))
        {
            yield return left => Take(left, key.Select(column => (Func<ReferencePair, bool>)(pair => Is(pair.Source, column))));
        }
    }

    private static IEnumerable<CatalogueForeignKey> ForeignKeys(GraphNode holder, GraphNode referenced) =>
        holder.Dataset.Key == referenced.Dataset.Key && referenced.Table is { } table
            ? (holder.Table?.ForeignKeys ?? []).Where(key => key.Columns.Count > 1 && key.ReferencedTable == table.Name)
            : [];

    private static IEnumerable<IReadOnlyList<string>> Keys(GraphNode node) =>
        new[] { node.PrimaryKey }.Concat(node.Table?.UniqueKeys ?? []).Where(key => key.Count > 1);

    /// <summary>One different reference for each part of the key, none repeating a field of either side; null when a part has none.</summary>
    private static List<ReferencePair>? Take(List<ReferencePair> left, IEnumerable<Func<ReferencePair, bool>> parts)
    {
        var group = new List<ReferencePair>();
        foreach (var fits in parts)
        {
            if (left.Find(pair => fits(pair) && !group.Exists(taken => taken.Source == pair.Source || taken.Target == pair.Target)) is not { } pair)
            {
                return null;
            }

            group.Add(pair);
        }

        return group;
    }

    private static bool Is(FieldAddress field, string column) => field.Path.IsColumn && field.Path.Column == column;
}
