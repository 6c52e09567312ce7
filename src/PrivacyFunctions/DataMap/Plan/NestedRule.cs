namespace PrivacyFunctions.DataMap;

/// <summary>What of a nested value is part of the answer. Arrays are looked through: the rule is about each element.</summary>
/// <param name="Keep">Whether what <paramref name="Fields"/> does not name is kept.</param>
/// <param name="Fields">What is decided differently or more closely, by name.</param>
/// <param name="ShownAs">Replaces the property's name when the map hides it; null when it is shown.</param>
public sealed record NestedRule(bool Keep, IReadOnlyDictionary<string, NestedRule> Fields, string? ShownAs = null)
{
    /// <summary>Whether anything at all is kept.</summary>
    public bool KeepsAnything() => Keep || Fields.Values.Any(rule => rule.KeepsAnything());

    /// <summary>Whether everything is kept under its own name.</summary>
    public bool KeepsAll() => Keep && Fields.Values.All(rule => rule.ShownAs is null && rule.KeepsAll());
}
