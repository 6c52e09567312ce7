namespace PrivacyFunctions.DataMap;

/// <summary>How one collection is read: once, with all its incoming keys.</summary>
public sealed record PlanStep
{
    /// <summary><c>dataset.collection</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>The collection's name in its dataset, which is the table's.</summary>
    public required string Table { get; init; }

    /// <summary>Namespace settings of the dataset.</summary>
    public IReadOnlyDictionary<string, string> Namespace { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns in the order they are read.</summary>
    public required IReadOnlyList<PlanField> Fields { get; init; }

    /// <summary>Columns of the primary key; empty when there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Where keys come from (OR across, IN within).</summary>
    public required IReadOnlyList<IncomingKeys> Incoming { get; init; }

    /// <summary>Which keys this collection passes on.</summary>
    public IReadOnlyList<OutgoingKeys> Outgoing { get; init; } = [];

    /// <summary>Fields whose value proves a claimed identity.</summary>
    public IReadOnlyList<VouchingField> Vouching { get; init; } = [];

    /// <summary>What the person gets to see of the rows.</summary>
    public required Disclosure Disclosure { get; init; }

    /// <summary>The ground on which rows are withheld; null unless <see cref="Disclosure"/> is <see cref="Disclosure.Withheld"/>.</summary>
    public string? Ground { get; init; }

    /// <summary>The reason for the person; null unless withheld.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether rows were reached from their holder and may belong to several people: they pass no keys on.</summary>
    public bool Shared { get; init; }

    /// <summary>Fields never exported although their category asks for it, by ground (<c>user.authorization</c>: <c>security</c>).</summary>
    public IReadOnlyList<WithheldField> WithheldFields { get; init; } = [];

    /// <summary>Mapped columns that the live catalogue lacks: a gap of the answer.</summary>
    public IReadOnlyList<string> AbsentColumns { get; init; } = [];

    /// <summary>Whether the mapped table is absent from the live catalogue: a gap, and nothing is read.</summary>
    public bool AbsentTable { get; init; }

    /// <summary>Most rows read.</summary>
    public required long RowCap { get; init; }
}
