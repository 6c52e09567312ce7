using System.Text.RegularExpressions;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>Route templates compared by what they match, and the names of the values they hold.</summary>
internal static partial class RouteShape
{
    /// <summary>The template with nameless parameters: two of the same shape match the same paths.</summary>
    public static string Of(string route) => Parameter().Replace(route, "{}");

    public static IEnumerable<string> Parameters(string route) => Parameter().Matches(route).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"\{\*{0,2}(?<name>[A-Za-z_][A-Za-z0-9_]*)[^{}]*\}")]
    private static partial Regex Parameter();
}
