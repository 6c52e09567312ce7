namespace PrivacyFunctions.DataMap;

/// <summary>A fideslang system: why and how data is processed.</summary>
public sealed record SystemDeclaration
{
    /// <summary>The <c>fides_key</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where it is declared.</summary>
    public required MapPosition At { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Purposes.</summary>
    public IReadOnlyList<PrivacyDeclaration> Declarations { get; init; } = [];

    /// <summary>Datasets it uses.</summary>
    public IReadOnlyList<Located<string>> DatasetReferences { get; init; } = [];

    /// <summary>The owning department.</summary>
    public string? Department { get; init; }

    /// <summary>Whether data leaves the country.</summary>
    public bool InternationalTransfers { get; init; }

    /// <summary>Safeguards of transfers.</summary>
    public IReadOnlyList<string> TransferSafeguards { get; init; } = [];

    /// <summary>Whether profiling with legal effect happens.</summary>
    public bool UsesProfiling { get; init; }

    /// <summary>Legal basis of profiling.</summary>
    public IReadOnlyList<string> ProfilingBasis { get; init; } = [];

    /// <summary>The legal name behind the system.</summary>
    public string? LegalName { get; init; }

    /// <summary>The legal address behind the system.</summary>
    public string? LegalAddress { get; init; }

    /// <summary>The privacy contact.</summary>
    public string? Dpo { get; init; }

    /// <summary>Where the system's own policy stands.</summary>
    public string? PrivacyPolicy { get; init; }

    /// <summary>Who else is responsible.</summary>
    public string? JointController { get; init; }

    /// <summary>Whom it sends data to.</summary>
    public IReadOnlyList<DataFlow> Egress { get; init; } = [];

    /// <summary>Whom it receives data from.</summary>
    public IReadOnlyList<DataFlow> Ingress { get; init; } = [];

    /// <summary>Whether the system is about this dataset: by its own key or by a reference.</summary>
    public bool Concerns(string dataset) =>
        Key == dataset
        || DatasetReferences.Any(reference => reference.Value == dataset)
        || Declarations.Any(declaration => declaration.DatasetReferences.Any(reference => reference.Value == dataset));
}
