namespace PrivacyFunctions.Connectors.Sql;

/// <summary>The characters that trimming takes away.</summary>
internal static class Blank
{
    /// <summary>All of them, or those of ASCII.</summary>
    public static string Characters(bool unicode) =>
        string.Concat(Enumerable.Range(1, unicode ? char.MaxValue - 1 : 0x7e).Select(code => (char)code).Where(char.IsWhiteSpace));
}
