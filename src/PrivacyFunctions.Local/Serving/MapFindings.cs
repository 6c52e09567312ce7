using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Local.Serving;

/// <summary>What is wrong with the served data map by itself, and does not keep the server from starting.</summary>
internal sealed record MapFindings(MapReading Reading)
{
    /// <summary>Counts the problems, without asking a system.</summary>
    public (int Errors, int Warnings) Count()
    {
        var problems = Reading.Problems.Concat(MapChecker.Check(Reading.Map!, new Dictionary<string, Catalogue>())).ToList();
        var warnings = problems.Count(problem => problem.Severity == MapSeverity.Warning);
        return (problems.Count - warnings, warnings);
    }
}
