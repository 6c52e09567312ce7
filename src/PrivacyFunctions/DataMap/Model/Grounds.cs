namespace PrivacyFunctions.DataMap;

/// <summary>The closed list of grounds on which data is withheld or kept. <c>Law/</c> says which serves which right under which law.</summary>
public static class Grounds
{
    /// <summary>A row that may belong to several people.</summary>
    public const string Shared = "shared";

    /// <summary>Data held for somebody else.</summary>
    public const string Processor = "processor";

    /// <summary>A row that a kept row refers to.</summary>
    public const string ReferencedByRetained = "referenced-by-retained";

    /// <summary>Credentials.</summary>
    public const string Security = "security";

    /// <summary>Every ground.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "legal-obligation", "legal-claims", "legal-hold", "expression", "public-interest", "public-health", "research",
        "contract", Security, "debug", "internal-use", "rights-of-others", "confidentiality", Shared, Processor,
        ReferencedByRetained, "unverified", "excessive", "not-covered",
    ];

    /// <summary>Whether the list holds it.</summary>
    public static bool IsKnown(string ground) => All.Contains(ground);
}
