using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Law;

/// <summary>Which ground may limit which right under which law.</summary>
public static class GroundRules
{
    /// <summary>
    /// Whether <paramref name="ground"/> may limit <paramref name="right"/>. Under <see cref="LawId.Unknown"/> it must do so
    /// under every law that may apply.
    /// </summary>
    public static bool Serves(Ground ground, Right right, LawId law) =>
        StatuteBook.Candidates(law).All(statute => statute.Grounds.TryGetValue(right, out var grounds) && grounds.Contains(ground));

    /// <summary>Every ground that may limit <paramref name="right"/>, in the order of the closed list.</summary>
    public static IReadOnlyList<Ground> For(Right right, LawId law) =>
        [.. Enum.GetValues<Ground>().Where(ground => Serves(ground, right, law))];
}
