namespace PrivacyFunctions.DataMap;

/// <summary>One purpose of processing.</summary>
public sealed record ProcessingPurpose
{
    /// <summary>The purpose in fideslang's taxonomy.</summary>
    public required string Use { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>The legal basis.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The legal basis for special categories of data, where there are any.</summary>
    public string? SpecialCategoryBasis { get; init; }

    /// <summary>How long data is kept for it.</summary>
    public string? Retention { get; init; }

    /// <summary>What data it concerns.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whose data it concerns.</summary>
    public IReadOnlyList<string> DataSubjects { get; init; } = [];

    /// <summary>Whom data is shared with for it.</summary>
    public string? ThirdParties { get; init; }

    /// <summary>What is shared.</summary>
    public IReadOnlyList<string> SharedCategories { get; init; } = [];
}
