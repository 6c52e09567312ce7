namespace PrivacyFunctions.Bundling;

/// <summary>about/processing.json: what Art. 15(1) and (2) GDPR ask for.</summary>
/// <param name="Controller">Who is responsible.</param>
/// <param name="Contact">Where to ask.</param>
/// <param name="Systems">Points (a)–(d), (g), (h) and paragraph 2, per system.</param>
/// <param name="Rights">Points (e) and (f): further rights and how to complain.</param>
public sealed record ProcessingDocument(
    string Controller, string? Contact, IReadOnlyList<ProcessingRecord> Systems, IReadOnlyList<BundleRemedy> Rights);

/// <summary>How one system processes personal data.</summary>
public sealed record ProcessingRecord
{
    /// <summary>Published name for people.</summary>
    public required string System { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Published keys of the datasets it is about.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Who runs it.</summary>
    public string? Department { get; init; }

    /// <summary>Who else is responsible.</summary>
    public string? JointController { get; init; }

    /// <summary>(a)–(d): purposes with categories, recipients and retention.</summary>
    public IReadOnlyList<ProcessingPurpose> Purposes { get; init; } = [];

    /// <summary>(c): who receives data from the whole system.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>(g): where data comes from, if not from the person.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>(h): whether decisions are made automatically or profiles built.</summary>
    public bool AutomatedDecisions { get; init; }

    /// <summary>(h): on which basis.</summary>
    public IReadOnlyList<string> AutomatedDecisionsBasis { get; init; } = [];

    /// <summary>Paragraph 2: whether data leaves the country.</summary>
    public bool InternationalTransfers { get; init; }

    /// <summary>Paragraph 2: the safeguards of transfers.</summary>
    public IReadOnlyList<string> TransferSafeguards { get; init; } = [];

    /// <summary>The privacy contact of the system.</summary>
    public string? PrivacyContact { get; init; }

    /// <summary>Where its own policy stands.</summary>
    public string? PrivacyPolicy { get; init; }
}

/// <summary>One purpose.</summary>
public sealed record ProcessingPurpose
{
    /// <summary>The purpose in the organisation's words, else in the taxonomy's.</summary>
    public required string Purpose { get; init; }

    /// <summary>The use in fideslang's taxonomy.</summary>
    public string? DataUse { get; init; }

    /// <summary>The legal basis.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The legal basis for special categories.</summary>
    public string? SpecialCategoryLegalBasis { get; init; }

    /// <summary>What data.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whose data.</summary>
    public IReadOnlyList<string> DataSubjects { get; init; } = [];

    /// <summary>Who receives it.</summary>
    public string? Recipients { get; init; }

    /// <summary>How long it is kept.</summary>
    public string? Retention { get; init; }
}
