namespace PrivacyFunctions.DataMap;

/// <summary>Something wrong with the data map.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">Stable; <c>docs/data-map.md</c> explains each.</param>
/// <param name="File">Path relative to the map's folder.</param>
/// <param name="Line">From 1; 0 when it is about the file or folder as a whole.</param>
/// <param name="Message">One or two sentences: what is wrong, and what to do.</param>
public sealed record MapProblem(MapSeverity Severity, string Code, string File, int Line, string Message)
{
    /// <summary>From 1; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>A problem at a place.</summary>
    public static MapProblem At(MapSeverity severity, string code, MapPosition at, string message) =>
        new(severity, code, at.File, at.Line, message) { Column = at.Column };

    /// <summary><c>file:line: severity code: message</c>.</summary>
    public override string ToString() =>
        $"{new MapPosition(File, Line, Column)}: {(Severity == MapSeverity.Warning ? "warning" : "error")} {Code}: {Message}";
}
