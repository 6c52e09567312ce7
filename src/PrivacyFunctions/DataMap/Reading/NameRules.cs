using System.Text.RegularExpressions;

namespace PrivacyFunctions.DataMap;

/// <summary>What names may look like.</summary>
internal static partial class NameRules
{
    public static bool IsFidesKey(string text) => text.Length <= ReadingLimits.NameLength && FidesKey().IsMatch(text);

    public static string? ProblemOf(string name) => name switch
    {
        "" => "A name must not be empty.",
        { Length: > ReadingLimits.NameLength } => $"A name has at most {ReadingLimits.NameLength} characters; {Quote.Name(name)} has {name.Length:N0}.",
        _ when name.Contains('\0', StringComparison.Ordinal) => $"No system can hold the name {Quote.Name(name)}.",
        _ => null,
    };

    [GeneratedRegex(@"^[a-zA-Z0-9_.<>-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex FidesKey();
}
