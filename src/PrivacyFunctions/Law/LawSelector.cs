using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PrivacyFunctions.Law;

/// <summary>Picks the law by where the data subject lives.</summary>
public static partial class LawSelector
{
    private static readonly FrozenDictionary<string, Statute> ByResidence = StatuteBook.All
        .SelectMany(statute => statute.Residences, (statute, code) => KeyValuePair.Create(code, statute))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="residence">ISO 3166-1 alpha-2 (<c>DE</c>) or ISO 3166-2 (<c>US-CA</c>), in any case; null or empty when it was not given.</param>
    public static LawSelection For(string? residence)
    {
        if (string.IsNullOrWhiteSpace(residence))
            return new(LawId.Unknown, "No residence was given, so the earliest deadline of every known law counts.");

        var code = residence.Trim().ToUpperInvariant();
        if (!IsCode(code))
            return new(LawId.Unknown, "The residence is not an ISO 3166 code, so the earliest deadline of every known law counts.");

        return ByResidence.TryGetValue(code, out var statute) || ByResidence.TryGetValue(code.Split('-')[0], out statute)
            ? new(statute.Law, $"{statute.Name} protects residents of {code}.")
            : new(LawId.Unknown, $"No known law is attached to residents of {code}, so the earliest deadline of every known law counts.");
    }

    /// <summary>
    /// Whether <paramref name="residence"/> has the form of an ISO 3166-1 alpha-2 or ISO 3166-2 code. Which codes there are changes with the world: of one
    /// that no law names, whether it exists or not, the earliest deadline counts, and nobody is turned away for it.
    /// </summary>
    public static bool IsCode(string residence) => CodeForm().IsMatch(residence);

    [GeneratedRegex(@"\A[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
