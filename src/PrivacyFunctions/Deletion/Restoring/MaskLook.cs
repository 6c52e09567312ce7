using System.Text.Json;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>Whether a value could be what a mask left behind. A value that only happens to look so is taken for masked.</summary>
internal static class MaskLook
{
    private const int ShortestCipher = 40;

    /// <summary>Whether the text looks like the mask's work.</summary>
    public static bool Fits(ValueMask mask, string text) => mask.Method switch
    {
        MaskMethod.Null => false,
        MaskMethod.Text fixedText => text == fixedText.Value || IsCut(mask, text, fixedText.Value),
        MaskMethod.Random random => HasForm(mask, text, random.Suffix, random.Length, char.IsAsciiLetterOrDigit),
        MaskMethod.Hash hash => HasForm(mask, text, hash.Suffix, Digits(hash.Digest), char.IsAsciiHexDigitLower),
        MaskMethod.Hmac hmac => HasForm(mask, text, hmac.Suffix, Digits(hmac.Digest), char.IsAsciiHexDigitLower),
        MaskMethod.Encrypt encrypt => text.Length >= ShortestCipher && HasForm(mask, text, encrypt.Suffix, null, IsBase64),
        _ => false,
    };

    /// <summary>Whether every value at the path of a document looks like the mask's work. Null is always masked.</summary>
    public static bool Fits(ValueMask mask, ReadOnlyMemory<byte> document)
    {
        if (document.IsEmpty) return true;
        using var json = JsonDocument.Parse(document);
        return Fits(mask, json.RootElement, position: 1);
    }

    private static bool Fits(ValueMask mask, JsonElement element, int position) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => element.EnumerateArray().All(item => Fits(mask, item, position)),
        JsonValueKind.Object when position < mask.Path.Count => !element.TryGetProperty(mask.Path[position], out var inner) || Fits(mask, inner, position + 1),
        JsonValueKind.String when position == mask.Path.Count => Fits(mask, element.GetString()!),
        _ => position < mask.Path.Count,
    };

    private static bool HasForm(ValueMask mask, string text, string suffix, int? length, Func<char, bool> allowed)
    {
        var whole = text.EndsWith(suffix, StringComparison.Ordinal);
        var body = whole ? text[..^suffix.Length] : text;
        var fits = whole && (length is null || body.Length == length);
        return (fits || text.Length == mask.MaxLength) && (whole ? body : text.TrimEnd()).All(allowed);
    }

    private static bool IsCut(ValueMask mask, string text, string whole) =>
        text.Length == mask.MaxLength && whole.StartsWith(text, StringComparison.Ordinal);

    private static int Digits(DigestKind digest) => digest == DigestKind.Sha512 ? 128 : 64;

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=';
}
