using System.Buffers;
using System.Globalization;

namespace PrivacyFunctions.Ports;

/// <summary>
/// A count, or a word: an id, a code, a digest, a time. A text that is no such word (it has blanks, an at sign, control characters, or is
/// long) could be about a person or forge a line, so only its length is kept.
/// </summary>
public readonly record struct AuditFact
{
    private const int LongestWord = 200;

    private static readonly SearchValues<char> WordLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:/+=*~");

    private AuditFact(long number, string? word) => (Number, Word) = (number, word);

    /// <summary>The count, when there is no <see cref="Word"/>.</summary>
    public long Number { get; }

    /// <summary>The word; null for a count.</summary>
    public string? Word { get; }

    public static implicit operator AuditFact(long number) => new(number, null);

    public static implicit operator AuditFact(int number) => new(number, null);

    public static implicit operator AuditFact(bool value) => new(0, value ? "true" : "false");

    public static implicit operator AuditFact(string word) => new(0, WordOf(word));

    /// <summary>The text if it is a word, else what may be said of it.</summary>
    internal static string WordOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestWord && !text.AsSpan().ContainsAnyExcept(WordLetters)
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"text-of-{text.Length}");
    }
}
