using System.Globalization;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>Where a list ordered by completion goes on.</summary>
internal readonly record struct CompletionToken(long CompletedAt, long Key)
{
    /// <exception cref="ArgumentException">Not a token of ours.</exception>
    public static CompletionToken Parse(string? token)
    {
        if (string.IsNullOrEmpty(token)) return default;
        var parts = token.Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var completedAt)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var key)
                ? new CompletionToken(completedAt, key)
                : throw new ArgumentException("The continuation token is not valid.", nameof(token));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CompletedAt}.{Key}");
}
