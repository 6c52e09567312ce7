namespace PrivacyFunctions.DataMap;

/// <summary>Reading one file cannot go on. Never leaves the reading folder: it becomes a <see cref="MapProblem"/>.</summary>
internal sealed class MapReadingException(string code, MapPosition at, string message) : Exception(message)
{
    public string Code { get; } = code;

    public MapPosition At { get; } = at;
}
