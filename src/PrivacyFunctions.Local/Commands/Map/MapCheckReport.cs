using System.Text.Json.Serialization;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Local.Commands.Map;

/// <summary>What <c>map check --json</c> prints.</summary>
/// <param name="Passes">Whether the exit code is 0.</param>
/// <param name="Errors">How many problems are no mere warnings.</param>
/// <param name="Warnings">How many are.</param>
/// <param name="Problems">All of them, by file and line.</param>
/// <param name="Systems">The connected systems, and whether each was reached.</param>
internal sealed record MapCheckReport(
    bool Passes, int Errors, int Warnings, IReadOnlyList<ReportedProblem> Problems, IReadOnlyList<ReportedSystem> Systems)
{
    public static MapCheckReport Of(MapCheck check, bool strict)
    {
        var warnings = check.Problems.Count(problem => problem.Severity == MapSeverity.Warning);
        return new MapCheckReport(
            check.Passes(strict),
            check.Problems.Count - warnings,
            warnings,
            [.. check.Problems.Select(ReportedProblem.Of)],
            [.. (check.Map?.Connections ?? []).Select(entry => ReportedSystem.Of(entry, check))]);
    }
}

/// <summary>A problem and its place, relative to the map's folder.</summary>
internal sealed record ReportedProblem(string Severity, string Code, string File, int Line, int Column, string Message)
{
    public static ReportedProblem Of(MapProblem problem) => new(
        problem.Severity == MapSeverity.Warning ? "warning" : "error", problem.Code, problem.File, problem.Line, problem.Column, problem.Message);
}

/// <summary>A system; <paramref name="Tables"/> is null when it was not reached.</summary>
internal sealed record ReportedSystem(string Dataset, string Kind, bool Reached, int? Tables)
{
    public static ReportedSystem Of(ConnectionEntry entry, MapCheck check)
    {
        var catalogue = check.Catalogues.GetValueOrDefault(entry.Dataset.Value);
        return new ReportedSystem(entry.Dataset.Value, entry.Kind.Value, catalogue is not null, catalogue?.Tables.Count);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MapCheckReport))]
internal sealed partial class MapCheckJson : JsonSerializerContext;
