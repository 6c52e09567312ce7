using System.Diagnostics.CodeAnalysis;

namespace PrivacyFunctions.Ports;

/// <summary>
/// Where a blob lives: segments of <c>a-z 0-9 - _ .</c> joined by <c>/</c>, each 1–100 characters and not beginning with a dot,
/// at most 400 together. The same text is a safe file path and a valid Azure blob name.
/// </summary>
public readonly record struct BlobName
{
    private const int LongestSegment = 100;
    private const int Longest = 400;

    private readonly string? _text;

    private BlobName(string text) => _text = text;

    /// <summary>Joins segments that must be valid.</summary>
    /// <exception cref="FormatException">A segment has a character outside the alphabet, or is empty or too long.</exception>
    public static BlobName Of(params ReadOnlySpan<string> segments) => Parse(string.Join('/', segments!));

    /// <summary>Reads a name that must be valid.</summary>
    /// <exception cref="FormatException">It is not; the message does not repeat the input.</exception>
    public static BlobName Parse(string text) => TryParse(text, out var name) ? name : throw new FormatException("Not a blob name.");

    /// <summary>Reads a name, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlobName name)
    {
        var valid = text is { Length: > 0 and <= Longest };
        if (valid)
        {
            foreach (var segment in text.AsSpan().Split('/')) valid &= IsSegment(text.AsSpan(segment));
        }

        name = valid ? new BlobName(text!) : default;
        return valid;
    }

    /// <summary>Whether this text may stand alone between two slashes.</summary>
    public static bool IsSegment(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > LongestSegment || segment[0] == '.') return false;
        foreach (var c in segment)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_' or '.')) return false;
        }

        return true;
    }

    /// <summary>A name below this one.</summary>
    public BlobName Append(params ReadOnlySpan<string> segments) => Of([ToString(), .. segments]);

    /// <summary>Whether this name lies below that folder.</summary>
    public bool IsUnder(BlobName folder) => ToString().StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>The whole path.</summary>
    public override string ToString() => _text ?? throw new InvalidOperationException("A blob name was used before it was set.");
}
