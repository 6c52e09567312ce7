using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>A collection that the ledger names and the data map still reaches: what is read of its rows, and what they are compared with.</summary>
internal sealed class RestoreTarget
{
    private readonly List<TargetShape> _shapes = [];
    private readonly List<TargetDispute> _disputes = [];

    private RestoreTarget(PlanStep step, CatalogueTable table, ILedgerRows rows)
    {
        (Step, Table, Rows) = (step, table, rows);
        Masks = MasksOf(step.Deletion);
    }

    public PlanStep Step { get; }

    public CatalogueTable Table { get; }

    public ILedgerRows Rows { get; }

    /// <summary>The recorded shapes that the live table still has the fields of.</summary>
    public IReadOnlyList<TargetShape> Shapes => _shapes;

    /// <summary>Searches of other collections that were made with keys of this one.</summary>
    public IReadOnlyList<TargetDispute> Disputes => _disputes;

    /// <summary>The masks of today's rules: what is done, or done instead where a row must stay.</summary>
    public IReadOnlyList<ValueMask> Masks { get; }

    /// <summary>Whether rows to be deleted were masked instead, because others refer to them.</summary>
    public bool KeptInstead { get; set; }

    /// <summary>Every column that a row is judged by.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Those of <see cref="Columns"/> that are looked into.</summary>
    public IReadOnlyList<string> Documents { get; private set; } = [];

    /// <summary>What tells the person's elements from others' in arrays.</summary>
    public IReadOnlyList<ElementKeys> Elements { get; private set; } = [];

    /// <summary>A target with everything that is recorded about it.</summary>
    /// <param name="step">The collection in today's plan.</param>
    /// <param name="table">Its live table.</param>
    /// <param name="rows">What the ledger has about it.</param>
    /// <param name="all">What the ledger has about everything.</param>
    public static RestoreTarget Of(PlanStep step, CatalogueTable table, ILedgerRows rows, IReadOnlyList<ILedgerRows> all)
    {
        var target = new RestoreTarget(step, table, rows);
        foreach (var (index, shape) in rows.Shapes.Index()) target.AddShape(index, shape);
        foreach (var other in all.Where(other => other.Collection != rows.Collection)) target.AddDisputes(other);
        target.Columns = [.. target.Paths().Select(path => path.Column).Distinct(StringComparer.Ordinal)];
        target.Documents = [.. target.Columns.Where(target.IsDocument)];
        target.Elements = [.. target.FindElements()];
        return target;
    }

    /// <summary>Stops taking keys out of that collection for evidence: who holds them now is not known.</summary>
    public void Distrust(LedgerCollection giver)
    {
        foreach (var shape in _shapes) shape.Searches.RemoveAll(search => search.Giver == giver);
    }

    private static IReadOnlyList<ValueMask> MasksOf(DeletionDecision? decision) => decision switch
    {
        DeletionDecision.Mask mask => [.. mask.Fields.Select(MaskMethods.Of).OfType<ValueMask>()],
        DeletionDecision.Delete { Instead: { } instead } => MasksOf(instead),
        _ => [],
    };

    private void AddShape(int index, LedgerShape shape)
    {
        if (RecordedFields.Find(Table, shape.PrimaryKey) is not { } primaryKey) return;
        var searches = shape.Searches.Index()
            .Select(each => (each.Index, each.Item, Fields: RecordedFields.Find(Table, each.Item.Fields)))
            .Where(each => each.Fields is not null)
            .Select(each => new TargetSearch(each.Index, each.Item, each.Fields!));
        _shapes.Add(new TargetShape(index, shape.Action, primaryKey, [.. searches]));
    }

    private void AddDisputes(ILedgerRows other)
    {
        foreach (var (shape, index) in other.Shapes.Select((shape, index) => (shape, index)))
        {
            foreach (var (number, search) in shape.Searches.Index())
            {
                if (search.Source is { } source && new LedgerCollection(source.Dataset, source.Collection) == Rows.Collection
                    && RecordedFields.Find(Table, source.Fields) is { } fields)
                    _disputes.Add(new TargetDispute(other, index, number, fields));
            }
        }
    }

    private IEnumerable<FieldPath> Paths() => _shapes.SelectMany(shape => shape.PrimaryKey)
        .Concat(_shapes.SelectMany(shape => shape.Searches).SelectMany(search => search.Fields))
        .Concat(_disputes.SelectMany(dispute => dispute.Fields))
        .Concat(Masks.Select(mask => new FieldPath([.. mask.Path])));

    private bool IsDocument(string column) =>
        Table.Find(column) is { Kind: ValueKind.Json or ValueKind.Array } || Paths().Any(path => path.Column == column && !path.IsColumn);

    private IEnumerable<ElementKeys> FindElements() => Recorded().Concat(
        Step.OwnInputs()
            .Where(input => input is { Keys: not null } && input.MatchesElements() && !_shapes.SelectMany(shape => shape.Searches).Any(search => search.Fields.SequenceEqual(input.Fields)))
            .Select(input => input.ElementKeys(_ => false)));

    private IEnumerable<ElementKeys> Recorded() =>
        from shape in _shapes
        from search in shape.Searches
        from input in Step.OwnInputs()
        where input.MatchesElements() && input.Fields.SequenceEqual(search.Fields)
        select input.ElementKeys(key => IsRecorded(shape.Index, search.Index, key));

    // Connectors ask from threads of their own.
    private bool IsRecorded(int shape, int search, KeyTuple key)
    {
        lock (_shapes) return Rows.FindSearch(shape, search, key).Count > 0;
    }
}

/// <summary>A recorded shape, with its fields in the live table.</summary>
internal sealed record TargetShape(int Index, LedgerAction Action, IReadOnlyList<FieldPath> PrimaryKey, List<TargetSearch> Searches);

/// <summary>A recorded search, with its fields in the live table.</summary>
internal sealed record TargetSearch(int Index, LedgerShapeSearch Recorded, IReadOnlyList<FieldPath> Fields)
{
    /// <summary>The collection whose keys it took; null for an identity.</summary>
    public LedgerCollection? Giver => Recorded.Source is { } source ? new LedgerCollection(source.Dataset, source.Collection) : null;
}

/// <summary>A search of another collection by keys out of this one, and the fields that they are in.</summary>
internal sealed record TargetDispute(ILedgerRows Rows, int Shape, int Search, IReadOnlyList<FieldPath> Fields);
