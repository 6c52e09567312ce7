using System.Globalization;

namespace PrivacyFunctions.Connecting;

/// <summary>The canonical forms of keys: two values are the same key exactly when their canonical forms are the same text.</summary>
public static class KeyCanon
{
    private const int LongestNumber = 1000;

    /// <summary>The form under a comparison; null when the text cannot be such a key (an e-mail comparison of something else).</summary>
    public static string? Of(string text, KeyComparison comparison) => comparison switch
    {
        KeyComparison.Email => EmailAddress.TryParse(text, out var address) ? address.Canonical : null,
        KeyComparison.EmailIgnoringCase => EmailAddress.TryParse(text, out var address) ? address.CanonicalIgnoringCase : null,
        KeyComparison.IgnoringCase => IgnoringCase(text),
        _ => text,
    };

    /// <summary>
    /// A decimal number, with or without exponent, as digits without exponent, superfluous zeros or a plus sign; null for anything else,
    /// NaN and infinities included, and for numbers of more than a thousand digits.
    /// </summary>
    public static string? Number(ReadOnlySpan<char> text)
    {
        if (!TrySplit(text, out var negative, out var whole, out var fraction, out var exponent)) return null;
        var digits = string.Concat(whole, fraction);
        var point = whole.Length + exponent;
        if (Math.Abs((long)point) > LongestNumber || digits.Length > LongestNumber) return digits.AsSpan().Trim('0').IsEmpty ? "0" : null;
        digits = point > digits.Length ? digits.PadRight(point, '0') : digits;
        if (point < 0)
        {
            digits = new string('0', -point) + digits;
            point = 0;
        }

        var integral = digits.AsSpan(0, point).TrimStart('0');
        var rest = digits.AsSpan(point).TrimEnd('0');
        if (integral.IsEmpty && rest.IsEmpty) return "0";
        return string.Concat(negative ? "-" : "", integral.IsEmpty ? "0" : integral, rest.IsEmpty ? "" : ".", rest);
    }

    /// <summary>
    /// Upper case by Unicode's simple mapping; the long s stays itself, so that no character outside ASCII ever equals one inside it
    /// (databases are asked for candidates on that ground).
    /// </summary>
    public static string IgnoringCase(string text) =>
        text.Contains('ſ', StringComparison.Ordinal) ? string.Join('ſ', text.Split('ſ').Select(part => part.ToUpperInvariant())) : text.ToUpperInvariant();

    private static bool TrySplit(
        ReadOnlySpan<char> text, out bool negative, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out int exponent)
    {
        negative = text.StartsWith("-");
        fraction = [];
        exponent = 0;
        if (negative || text.StartsWith("+")) text = text[1..];
        var e = text.IndexOfAny('e', 'E');
        whole = e < 0 ? text : text[..e];
        if (e >= 0 && !int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
        if (Math.Abs((long)exponent) > int.MaxValue / 2) return false;
        if (whole.IndexOf('.') is var dot and >= 0)
        {
            fraction = whole[(dot + 1)..];
            whole = whole[..dot];
        }

        return whole.Length + fraction.Length > 0 && !whole.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9');
    }
}
