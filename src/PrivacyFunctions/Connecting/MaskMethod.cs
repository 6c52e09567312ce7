namespace PrivacyFunctions.Connecting;

/// <summary>What replaces a value. All but null give text, which only columns and documents that hold text can take.</summary>
public abstract record MaskMethod
{
    private MaskMethod()
    {
    }

    /// <summary>Null.</summary>
    public sealed record Null : MaskMethod;

    /// <summary>A fixed text, the same in every row.</summary>
    public sealed record Text(string Value) : MaskMethod;

    /// <summary>Random letters and digits, different in every row, and a suffix.</summary>
    public sealed record Random(int Length, string Suffix = "") : MaskMethod;

    /// <summary>A digest salted with the secret, in hexadecimal, and a suffix.</summary>
    public sealed record Hash(DigestKind Digest, string Suffix = "") : MaskMethod;

    /// <summary>An HMAC under the secret, in hexadecimal, and a suffix.</summary>
    public sealed record Hmac(DigestKind Digest, string Suffix = "") : MaskMethod;

    /// <summary>The value under AES-256-GCM with the secret (nonce, ciphertext, tag; in base64), and a suffix.</summary>
    public sealed record Encrypt(string Suffix = "") : MaskMethod;
}
