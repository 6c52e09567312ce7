namespace PrivacyFunctions.DataMap;

/// <summary>The prefix logic of fideslang categories: <c>user.contact.email</c> belongs to <c>user.contact</c> and to <c>user</c>.</summary>
public static class Category
{
    /// <summary>Everything about a person.</summary>
    public const string User = "user";

    /// <summary>Pseudonymous keys of a person, which may stay where a key is needed.</summary>
    public const string UniqueId = "user.unique_id";

    /// <summary>Credentials: never exported.</summary>
    public const string Authorization = "user.authorization";

    /// <summary>E-mail addresses.</summary>
    public const string Email = "user.contact.email";

    /// <summary>Whether a category is another or lies under it.</summary>
    public static bool IsUnder(string category, string ancestor) =>
        category.Length == ancestor.Length
            ? string.Equals(category, ancestor, StringComparison.Ordinal)
            : category.Length > ancestor.Length && category[ancestor.Length] == '.' && category.StartsWith(ancestor, StringComparison.Ordinal);

    /// <summary>Whether any of the categories lies under any of the others.</summary>
    public static bool AnyUnder(IEnumerable<string> categories, IReadOnlyCollection<string> ancestors) =>
        categories.Any(category => ancestors.Any(ancestor => IsUnder(category, ancestor)));

    /// <summary>Whether any of the categories lies under the given one.</summary>
    public static bool AnyUnder(IEnumerable<string> categories, string ancestor) => categories.Any(category => IsUnder(category, ancestor));
}
