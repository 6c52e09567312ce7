namespace PrivacyFunctions.Audit;

/// <summary>Base64 in its one canonical form: another text is never the same bytes.</summary>
internal static class Base64
{
    /// <summary>The bytes, or null when the text is not exactly how they are written.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
        bytes = bytes[..length];
        return Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}
