namespace PrivacyFunctions.Connecting;

/// <summary>What is to happen to rows.</summary>
public abstract record RecordChange
{
    private RecordChange()
    {
    }

    /// <summary>The rows.</summary>
    public required RecordSelection Rows { get; init; }

    /// <summary>Most rows that may match, in all chunks together: what was planned. One more, and nothing of its chunk is changed.</summary>
    public required long MostRows { get; init; }

    /// <summary>
    /// Tables besides the collection's own that the system may change along with it, by a foreign key's action or a trigger. What reaches
    /// any other table is refused before the first statement where that can be told, else rolled back. Rows that triggers
    /// insert elsewhere are not refused.
    /// </summary>
    public IReadOnlyList<ReachableTable> MayReach { get; init; } = [];

    /// <summary>Most rows changed in one transaction.</summary>
    public int ChunkRows { get; init; } = 50_000;

    /// <summary>The rows go.</summary>
    public sealed record Delete : RecordChange
    {
        /// <summary>
        /// How a row is masked, and kept, that other rows still refer to by an enforced foreign key that would refuse its deletion.
        /// Null: such a row refuses its chunk (<see cref="ConnectorFailureKind.Refused"/>).
        /// </summary>
        public Masking? Instead { get; init; }

        /// <summary>
        /// Enforced foreign keys that protect a row as long as rows refer to it, besides those that would refuse anyway: a cascading key would take rows with it
        /// that were not planned to go. Counts only with <see cref="Instead"/>.
        /// </summary>
        public IReadOnlyList<KeptReferrer> Protecting { get; init; } = [];
    }

    /// <summary>The rows stay, values go.</summary>
    public sealed record Mask : RecordChange
    {
        /// <summary>Which values, and how.</summary>
        public required Masking Masking { get; init; }
    }
}
