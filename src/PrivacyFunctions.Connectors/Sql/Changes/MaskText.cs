using System.Security.Cryptography;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>Computes what replaces a value that is text.</summary>
internal sealed class MaskText
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _salt = [];
    private readonly byte[] _hmacKey = [];
    private readonly byte[] _aesKey = [];

    /// <summary>Derives a key for each method from the secret (HKDF, RFC 5869).</summary>
    /// <exception cref="ArgumentException">A method needs the secret, and it is too short.</exception>
    public MaskText(Masking masking)
    {
        if (!masking.Values.Any(mask => mask.Method is MaskMethod.Hash or MaskMethod.Hmac or MaskMethod.Encrypt)) return;
        if (masking.Secret.Length < KeyBytes) throw new ArgumentException("Digests and encryption need a secret of at least 32 bytes.", nameof(masking));
        var secret = masking.Secret.ToArray();
        _salt = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: [.. "mask salt"u8]);
        _hmacKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: [.. "mask hmac"u8]);
        _aesKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: [.. "mask aes"u8]);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>The replacement of one value; null for <see cref="MaskMethod.Null"/>.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="value">The value's text in UTF-8.</param>
    public string? Of(ValueMask mask, ReadOnlySpan<byte> value) => mask.Method switch
    {
        MaskMethod.Text text => text.Value,
        MaskMethod.Random random => Fit(RandomNumberGenerator.GetString(Alphabet, Math.Max(0, random.Length)), random.Suffix, mask.MaxLength),
        MaskMethod.Hash hash => Fit(Digest(hash.Digest, [.. _salt, .. value]), hash.Suffix, mask.MaxLength),
        MaskMethod.Hmac hmac => Fit(Keyed(hmac.Digest, value), hmac.Suffix, mask.MaxLength),
        MaskMethod.Encrypt encrypt => Encrypted(value) + encrypt.Suffix,
        _ => null,
    };

    private static string Digest(DigestKind digest, byte[] value) =>
        Convert.ToHexStringLower(digest == DigestKind.Sha512 ? SHA512.HashData(value) : SHA256.HashData(value));

    private string Keyed(DigestKind digest, ReadOnlySpan<byte> value) =>
        Convert.ToHexStringLower(digest == DigestKind.Sha512 ? HMACSHA512.HashData(_hmacKey, value) : HMACSHA256.HashData(_hmacKey, value));

    private string Encrypted(ReadOnlySpan<byte> value)
    {
        var sealedValue = new byte[NonceBytes + value.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedValue.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_aesKey, TagBytes);
        aes.Encrypt(sealedValue.AsSpan(0, NonceBytes), value, sealedValue.AsSpan(NonceBytes, value.Length), sealedValue.AsSpan(NonceBytes + value.Length));
        return Convert.ToBase64String(sealedValue);
    }

    // The suffix is what the organisation recognises masked values by: the rest gives way.
    private static string Fit(string core, string suffix, int? most)
    {
        if (most is not { } bound || core.Length + suffix.Length <= bound) return core + suffix;
        var text = core[..Math.Max(0, Math.Min(core.Length, bound - suffix.Length))] + suffix;
        return text[..Math.Min(text.Length, bound)];
    }
}
