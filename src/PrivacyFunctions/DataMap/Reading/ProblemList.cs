namespace PrivacyFunctions.DataMap;

/// <summary>Collects problems while reading or checking.</summary>
internal sealed class ProblemList
{
    private readonly List<MapProblem> _problems = [];

    public IReadOnlyList<MapProblem> All => _problems;

    public bool AnyUnreadable => _problems.Exists(problem => problem.Severity == MapSeverity.Unreadable);

    public void Add(MapProblem problem) => _problems.Add(problem);

    public void AddRange(IEnumerable<MapProblem> problems) => _problems.AddRange(problems);

    public void Unreadable(string code, MapPosition at, string message) => _problems.Add(MapProblem.At(MapSeverity.Unreadable, code, at, message));

    public void Error(string code, MapPosition at, string message) => _problems.Add(MapProblem.At(MapSeverity.Error, code, at, message));

    public void Warning(string code, MapPosition at, string message) => _problems.Add(MapProblem.At(MapSeverity.Warning, code, at, message));

    /// <summary>By file, line and column, worse first, each once.</summary>
    public IReadOnlyList<MapProblem> Ordered() =>
        [.. _problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column).ThenBy(problem => problem.Severity).ThenBy(problem => problem.Code, StringComparer.Ordinal)
            .ThenBy(problem => problem.Message, StringComparer.Ordinal)];
}
