using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Local.Serving;

/// <summary>What reading the served data map found and what does not keep the server from starting.</summary>
internal sealed record MapFindings(IReadOnlyList<MapProblem> Problems)
{
    /// <summary>Requests would be answered wrongly or not at all.</summary>
    public int Errors => Problems.Count - Warnings;

    /// <summary>Somebody should look.</summary>
    public int Warnings => Problems.Count(problem => problem.Severity == MapSeverity.Warning);
}
