using System.Text.RegularExpressions;

namespace PrivacyFunctions.DataMap;

/// <summary><c>${NAME}</c> in a connection's settings: the value comes from configuration, so maps hold no secrets.</summary>
public static partial class SettingPlaceholders
{
    /// <summary>Names used in a setting.</summary>
    public static IEnumerable<string> NamesIn(string setting) => Pattern().Matches(setting).Select(match => match.Groups[1].Value);

    /// <summary>The setting with every placeholder replaced; null when a name has no value.</summary>
    /// <param name="setting">As written in the map.</param>
    /// <param name="find">Gives the value of a name, or null.</param>
    public static string? Resolve(string setting, Func<string, string?> find)
    {
        var missing = false;
        var resolved = Pattern().Replace(setting, match =>
        {
            var value = find(match.Groups[1].Value);
            missing |= value is null;
            return value ?? "";
        });
        return missing ? null : resolved;
    }

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_.:-]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
