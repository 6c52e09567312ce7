namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Identifiers as both dialects quote them. Only names from the live catalogue come here.</summary>
internal static class SqlName
{
    /// <summary>One identifier in double quotes, inner quotes doubled.</summary>
    public static string Quote(string name) =>
        name.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("No catalogue holds a name with a NUL character.", nameof(name))
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table by all parts of its name.</summary>
    public static string Quote(IReadOnlyList<string> path) => string.Join('.', path.Select(Quote));
}
