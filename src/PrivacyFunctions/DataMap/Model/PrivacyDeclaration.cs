namespace PrivacyFunctions.DataMap;

/// <summary>One purpose of a system.</summary>
public sealed record PrivacyDeclaration
{
    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>The purpose, in fideslang's taxonomy of uses.</summary>
    public required string DataUse { get; init; }

    /// <summary>What data it concerns.</summary>
    public IReadOnlyList<Located<string>> Categories { get; init; } = [];

    /// <summary>Whose data it concerns.</summary>
    public IReadOnlyList<string> DataSubjects { get; init; } = [];

    /// <summary>The legal basis, in fideslang's words.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The legal basis for special categories.</summary>
    public string? SpecialCategoryLegalBasis { get; init; }

    /// <summary>Whether special categories are processed.</summary>
    public bool ProcessesSpecialCategories { get; init; }

    /// <summary>How long data is kept.</summary>
    public string? RetentionPeriod { get; init; }

    /// <summary>Whom data is shared with.</summary>
    public string? ThirdParties { get; init; }

    /// <summary>What is shared.</summary>
    public IReadOnlyList<string> SharedCategories { get; init; } = [];

    /// <summary>Datasets it concerns.</summary>
    public IReadOnlyList<Located<string>> DatasetReferences { get; init; } = [];
}
