using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>The one search of one collection.</summary>
public sealed record PlanStep
{
    /// <summary><c>s1</c>, <c>s2</c>, … unique in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>The dataset's key.</summary>
    public required string Dataset { get; init; }

    /// <summary>The collection's name in the map.</summary>
    public required string Collection { get; init; }

    /// <summary>The live table; null when the catalogue was not at hand.</summary>
    public string? Table { get; init; }

    /// <summary>The dataset's namespace settings.</summary>
    public required IReadOnlyDictionary<string, string> Namespace { get; init; }

    /// <summary>What the person sees in place of names.</summary>
    public required ShownNames Shown { get; init; }

    /// <summary>Top-level fields to read, in order: exported ones first, then those needed as keys.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>Those of <see cref="Fields"/> whose values are needed as they are: keys, vouching values, the primary key.</summary>
    public required IReadOnlyList<string> KeyFields { get; init; }

    /// <summary>Those of <see cref="Fields"/> that hold documents or arrays out of which keys or vouching values are taken.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>Columns that identify a row; empty when neither catalogue nor map knows any.</summary>
    public required IReadOnlyList<string> PrimaryKey { get; init; }

    /// <summary>What of a row goes into the answer, field by field; empty when nothing does.</summary>
    public required IReadOnlyList<ExportedField> Exported { get; init; }

    /// <summary>Fields that are left out of the answer on a ground.</summary>
    public required IReadOnlyList<WithheldField> WithheldFields { get; init; }

    /// <summary>The keys it is searched by, all in one search.</summary>
    public required IReadOnlyList<PlanInput> Inputs { get; init; }

    /// <summary>Keys taken from its rows for later steps. Rows that are only shared give none.</summary>
    public required IReadOnlyList<PlanKeys> Outputs { get; init; }

    /// <summary>Fields whose values, in rows that are not only shared, confirm given identities.</summary>
    public required IReadOnlyList<PlanVouch> Vouches { get; init; }

    /// <summary>Which of its rows may belong to several people.</summary>
    public required Sharing Sharing { get; init; }

    /// <summary>What becomes of its rows in an access answer.</summary>
    public required Disclosure Disclosure { get; init; }

    /// <summary>For deletion: what becomes of its rows that are not shared; null for other rights.</summary>
    public DeletionDecision? Deletion { get; init; }

    /// <summary>Most rows to read; more are a gap.</summary>
    public required long RowCap { get; init; }

    /// <summary>Ids of the steps that must be done before this one.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The statement that will be sent, with parameter names in place of values; filled in for people to read.</summary>
    public string? Statement { get; init; }

    /// <summary>The statement that deletes or masks its rows, likewise.</summary>
    public string? ChangeStatement { get; init; }

    /// <summary>The inputs that find the person's own rows: by these alone rows of a collection without primary key are changed and looked for again.</summary>
    public IEnumerable<PlanInput> OwnInputs() => Inputs.Where(input => !input.Shared);

    /// <summary>The address in the map.</summary>
    public CollectionAddress Address() => new(Dataset, Collection);

    /// <summary>
    /// The query for some of <see cref="Inputs"/>. Where <see cref="Sharing"/> is <see cref="DataMap.Sharing.Some"/>, a run asks first for the
    /// inputs that are not shared, then for the shared ones except the rows of the first.
    /// </summary>
    /// <param name="keySets">One for each input that takes part, as <see cref="PlanInput.KeySet"/> makes it.</param>
    /// <param name="except">One for each input whose rows are left out.</param>
    public RecordQuery Query(IReadOnlyList<KeySet> keySets, IReadOnlyList<KeySet>? except = null) => new()
    {
        Collection = Collection,
        Namespace = Namespace,
        Fields = Fields,
        KeyFields = KeyFields,
        KeySets = keySets,
        Except = except ?? [],
        RowCap = RowCap,
    };
}
