using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>Resolves <c>%Setting%</c> in the texts of trigger attributes, as the Functions host does.</summary>
internal static partial class SettingPlaceholders
{
    /// <param name="text">The text as written.</param>
    /// <param name="settings">Where settings come from; <c>__</c> in a name separates sections.</param>
    /// <param name="missing">Receives the name of each setting that has no value.</param>
    public static string Resolve(string text, IConfiguration settings, ICollection<string> missing) =>
        Placeholder().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            if (settings[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value) return value;
            missing.Add(name);
            return "";
        });

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Placeholder();
}
