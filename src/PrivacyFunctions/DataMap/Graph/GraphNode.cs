using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>A collection that can be searched, with its live table when the catalogue is known.</summary>
internal sealed class GraphNode(Dataset dataset, DatasetCollection collection, CatalogueTable? table)
{
    private readonly Dictionary<FieldPath, MappedField> _fields = MappedFields.Of(collection)
        .Where(field => table is null || table.Find(field.Path.Column) is not null)
        .ToDictionary(field => field.Path);

    private readonly HashSet<string> _declaredKey = [.. collection.Fields.Where(field => field.PrimaryKey).Select(field => field.Name)];

    public Dataset Dataset { get; } = dataset;

    public DatasetCollection Collection { get; } = collection;

    public CatalogueTable? Table { get; } = table;

    /// <summary>Whether its system is connected and did not say what its keys are: then a reference into it may lead to a shared row.</summary>
    public bool Unknown { get; init; }

    /// <summary>Columns that enforced foreign keys of any table refer to.</summary>
    public IReadOnlySet<string> Referenced { get; init; } = new HashSet<string>();

    public CollectionAddress Address => Collection.Address;

    /// <summary>Declared fields that exist, parents first, in the map's order.</summary>
    public IReadOnlyCollection<MappedField> Fields => _fields.Values;

    /// <summary>Declared top-level fields that the live table lacks.</summary>
    public IEnumerable<DatasetField> Absent => Collection.Fields.Where(declared => !_fields.ContainsKey(FieldPath.Of(declared.Name)));

    /// <summary>Columns of the primary key: the live one, else the declared one.</summary>
    public IReadOnlyList<string> PrimaryKey =>
        Table is { PrimaryKey.Count: > 0 } live ? live.PrimaryKey : [.. Collection.Fields.Where(key => key.PrimaryKey && Find(FieldPath.Of(key.Name)) is not null).Select(key => key.Name)];

    public MappedField? Find(FieldPath path) => _fields.GetValueOrDefault(path);

    /// <summary>
    /// Whether one value can stand in one row only, as the holder of a reference: by the live catalogue alone where it is known, because
    /// believing the map here would let the search pass through shared rows.
    /// </summary>
    public bool HoldsUniquely(IReadOnlyList<FieldPath> paths) =>
        paths.All(path => path.IsColumn) && (Table is null ? CoversDeclaredKey(paths) : Table.IsUnique([.. paths.Select(path => path.Column)]));

    /// <summary>Whether these fields identify a row, as the target of a reference: by the live catalogue or by the map, whichever says so.</summary>
    public bool IsIdentifiedBy(IReadOnlyList<FieldPath> paths) =>
        Unknown || IsKnownBy(paths);

    /// <summary>The same, without suspicion.</summary>
    public bool IsKnownBy(IReadOnlyList<FieldPath> paths) =>
        paths.All(path => path.IsColumn) && (CoversDeclaredKey(paths) || Table?.IsUnique([.. paths.Select(path => path.Column)]) == true);

    /// <summary>Whether any declared field, or the collection itself, has a category about a person.</summary>
    public bool HasUserData =>
        Category.AnyUnder(Collection.Categories.Select(category => category.Value), Category.User) || _fields.Values.Any(mapped => mapped.IsUser);

    /// <summary>Whether arrays on the way to these fields, by the map or by a live column's type, do not lie in each other: no element holds values of all.</summary>
    public bool HasUnrelatedArrays(IReadOnlyList<FieldPath> paths)
    {
        var arrays = paths.SelectMany(ArraysTo).Distinct().OrderBy(array => array.Segments.Length).ToList();
        return arrays.Zip(arrays.Skip(1)).Any(pair => !pair.Second.IsWithin(pair.First));
    }

    public bool IsPrimaryKey(string column) => PrimaryKey.Contains(column) || _declaredKey.Contains(column);

    public bool IsEnforcedForeignKey(string column) => Table?.ForeignKeys.Any(key => key.Columns.Contains(column)) == true;

    public override string ToString() => Address.ToString();

    private IEnumerable<FieldPath> ArraysTo(FieldPath path) => Enumerable.Range(1, path.Segments.Length)
        .Select(length => new FieldPath(path.Segments[..length]))
        .Where(way => Find(way) is { Field.IsArray: true } || (way.IsColumn && Table?.Find(way.Column) is { Kind: ValueKind.Array }));

    private bool CoversDeclaredKey(IReadOnlyList<FieldPath> paths) => _declaredKey.Count > 0 && _declaredKey.All(key => paths.Any(path => path.Column == key));
}
