using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// What an entry may be called: the alphabet that bundles are written with. It leaves no room for absolute paths, drives, UNC, streams, parent
/// folders, device names, marks that turn the reading direction, or names too long to unpack.
/// </summary>
internal static partial class EntryNameRules
{
    private const int Longest = 255;

    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest && Safe().IsMatch(name) && !name.Split('/').Any(segment => Device().IsMatch(segment));

    /// <summary>The name as it can be shown on a terminal.</summary>
    public static string Shown(string name)
    {
        var shown = new StringBuilder();
        foreach (var c in name)
        {
            if (shown.Length >= Longest) return shown.Append('…').ToString();
            if (c is >= ' ' and <= '~') shown.Append(c);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return shown.ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?(/[A-Za-z0-9_-]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Safe();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}
