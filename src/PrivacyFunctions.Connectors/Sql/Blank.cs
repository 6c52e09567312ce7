namespace PrivacyFunctions.Connectors.Sql;

/// <summary>The characters that trimming takes away.</summary>
internal static class Blank
{
    /// <summary>Those that a system can store.</summary>
    public static string Characters(Predicate<string> canStore) =>
        string.Concat(Enumerable.Range(1, char.MaxValue - 1).Select(code => (char)code).Where(char.IsWhiteSpace).Where(blank => canStore(blank.ToString())));
}
