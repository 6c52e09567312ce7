using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>What a check found.</summary>
/// <param name="Map">The map; null when it cannot be read.</param>
/// <param name="Catalogues">Catalogues of the systems that answered, by dataset.</param>
/// <param name="Problems">Everything found, by file and line.</param>
public sealed record MapCheck(PrivacyMap? Map, IReadOnlyDictionary<string, Catalogue> Catalogues, IReadOnlyList<MapProblem> Problems)
{
    /// <summary>Whether the map can be used without correction; with <paramref name="strict"/>, whether nothing at all was found.</summary>
    public bool Passes(bool strict) => !Problems.Any(problem => strict || problem.Severity != MapSeverity.Warning);
}
