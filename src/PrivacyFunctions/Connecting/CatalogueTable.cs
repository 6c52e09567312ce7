namespace PrivacyFunctions.Connecting;

/// <summary>A live table or view.</summary>
public sealed record CatalogueTable
{
    /// <summary>The name as data maps write it: without schema when it lies in the connection's default schema, else <c>schema.table</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The parts of the name in the system itself, outermost first: schema and table, or the table alone.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>A pseudo-column that addresses one row while a statement runs, such as SQLite's <c>rowid</c>; null where there is none.</summary>
    public string? RowIdentifier { get; init; }

    /// <summary>Columns in the table's own order.</summary>
    public required IReadOnlyList<CatalogueColumn> Columns { get; init; }

    /// <summary>Columns of the primary key; empty when there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Column lists of unique constraints and unique indexes over whole columns (partial and expression indexes do not count).</summary>
    public IReadOnlyList<IReadOnlyList<string>> UniqueKeys { get; init; } = [];

    /// <summary>Enforced foreign keys of this table.</summary>
    public IReadOnlyList<CatalogueForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Triggers that fire on changes of this table.</summary>
    public IReadOnlyList<CatalogueTrigger> Triggers { get; init; } = [];

    /// <summary>Whether rows can be written (false for most views).</summary>
    public bool Writable { get; init; } = true;

    /// <summary>What else may come of a change of its rows.</summary>
    public SideEffects SideEffects { get; init; }

    /// <summary>The column whose name is exactly this, ordinal.</summary>
    public CatalogueColumn? Find(string name) => Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal));

    /// <summary>Whether these columns together hold a primary or unique key.</summary>
    public bool IsUnique(IReadOnlyCollection<string> columns) =>
        (PrimaryKey.Count > 0 && PrimaryKey.All(columns.Contains)) || UniqueKeys.Any(key => key.All(columns.Contains));
}
