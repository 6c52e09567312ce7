using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>Where the contents of a bundle come from.</summary>
public sealed record BundleSources
{
    /// <summary>The request.</summary>
    public required RightsRequest Request { get; init; }

    /// <summary>Who asked.</summary>
    public required PartyDocument Parties { get; init; }

    /// <summary>What was to be read.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Names, descriptions and purposes.</summary>
    public required PrivacyMap Map { get; init; }

    /// <summary>How each system fared.</summary>
    public required IReadOnlyList<SystemProgress> Progress { get; init; }

    /// <summary>What was staged, for each step that was read.</summary>
    public required IReadOnlyDictionary<string, StagedStep> Staged { get; init; }

    /// <summary>The controller.</summary>
    public required OrganisationSettings Organisation { get; init; }

    /// <summary>When the bundle is made.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>What one step staged.</summary>
/// <param name="Rows">Rows to be exported.</param>
/// <param name="Facts">What else there is to say.</param>
public sealed record StagedStep(long Rows, StagedFacts Facts);
