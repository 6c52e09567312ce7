using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>A query whose every name was found in the live catalogue.</summary>
internal sealed record ResolvedQuery
{
    /// <summary>The table or view.</summary>
    public required CatalogueTable Table { get; init; }

    /// <summary>The columns to read, in the query's order.</summary>
    public required IReadOnlyList<CatalogueColumn> Fields { get; init; }

    /// <summary>Which of <see cref="Fields"/> are also needed as keys.</summary>
    public required IReadOnlyList<bool> IsKey { get; init; }

    /// <summary>The key sets; none for every row.</summary>
    public required IReadOnlyList<TargetSet> Sets { get; init; }

    /// <summary>Key sets whose rows are left out.</summary>
    public IReadOnlyList<TargetSet> Except { get; init; } = [];

    /// <summary>Most rows to return.</summary>
    public required long RowCap { get; init; }

    /// <summary>Whether rows must be compared here before they are returned.</summary>
    public bool Verified => Sets.Any(set => set.Verified);

    /// <summary>Matches every name exactly.</summary>
    /// <exception cref="ConnectorFailure">A name is not in the catalogue.</exception>
    /// <exception cref="ArgumentException">The query has no key predicate.</exception>
    public static ResolvedQuery Resolve(RecordQuery query, CatalogueTable? table)
    {
        if (query.KeySets.Count == 0 || query.KeySets.Concat(query.Except).Any(set => set.Fields.Count == 0))
            throw new ArgumentException("A query needs a key predicate.", nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegative(query.RowCap);
        var found = table ?? throw new ConnectorFailure(ConnectorFailureKind.SchemaChanged, query.Collection);
        return new ResolvedQuery
        {
            Table = found,
            Fields = [.. query.Fields.Select(name => found.Find(name) ?? throw Absent(found, name))],
            IsKey = [.. query.Fields.Select(query.KeyFields.Contains)],
            Sets = [.. query.KeySets.Select(set => Resolve(set, found))],
            Except = [.. query.Except.Select(set => Resolve(set, found))],
            RowCap = query.RowCap,
        };
    }

    /// <summary>Rows alone, without fields.</summary>
    /// <exception cref="ConnectorFailure">A name is not in the catalogue.</exception>
    /// <exception cref="ArgumentException">The selection has no key predicate.</exception>
    public static ResolvedQuery Resolve(RecordSelection selection, CatalogueTable? table) => Resolve(
        new RecordQuery { Collection = selection.Collection, Namespace = selection.Namespace, Fields = [], KeySets = selection.KeySets, RowCap = long.MaxValue }, table);

    /// <summary>Every row.</summary>
    /// <exception cref="ConnectorFailure">A name is not in the catalogue.</exception>
    public static ResolvedQuery Resolve(RecordScan scan, CatalogueTable? table)
    {
        var found = table ?? throw new ConnectorFailure(ConnectorFailureKind.SchemaChanged, scan.Collection);
        return new ResolvedQuery
        {
            Table = found,
            Fields = [.. scan.Fields.Select(name => found.Find(name) ?? throw Absent(found, name))],
            IsKey = [.. scan.Fields.Select(scan.KeyFields.Contains)],
            Sets = [],
            RowCap = long.MaxValue,
        };
    }

    private static TargetSet Resolve(KeySet set, CatalogueTable table) =>
        new(set.Keys, [.. set.Fields.Select(path => KeyTarget.Resolve(table, path, set.Comparison))]);

    private static ConnectorFailure Absent(CatalogueTable table, string name) =>
        new(ConnectorFailureKind.SchemaChanged, $"{table.Name}.{name}");
}
