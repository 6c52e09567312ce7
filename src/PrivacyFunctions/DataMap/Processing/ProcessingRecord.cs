namespace PrivacyFunctions.DataMap;

/// <summary>What a person is told about a system's processing: Art. 15(1)(a)-(h) and (2) GDPR. Without personal data.</summary>
public sealed record ProcessingRecord
{
    /// <summary>The system's <c>fides_key</c>, or the dataset's where no system is declared for it.</summary>
    public required string Key { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>The datasets it concerns, under the names the person sees.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Whether the data is held for another organisation.</summary>
    public bool Processor { get; init; }

    /// <summary>Why data is processed, on which basis, and for how long (a, d).</summary>
    public IReadOnlyList<ProcessingPurpose> Purposes { get; init; } = [];

    /// <summary>What kinds of data are concerned (b): declared purposes' and the fields' own.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Who receives data (c).</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Where data comes from, if not from the person (g).</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether data leaves the country.</summary>
    public bool InternationalTransfers { get; init; }

    /// <summary>Safeguards of transfers (2).</summary>
    public IReadOnlyList<string> Safeguards { get; init; } = [];

    /// <summary>Whether decisions with legal effect are automated (h).</summary>
    public bool AutomatedDecisions { get; init; }

    /// <summary>On which basis they are.</summary>
    public IReadOnlyList<string> AutomatedDecisionBasis { get; init; } = [];

    /// <summary>Who is responsible, and how to reach them.</summary>
    public ProcessingContact? Contact { get; init; }
}
