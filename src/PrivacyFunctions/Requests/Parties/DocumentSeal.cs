using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests;

/// <summary>
/// Seals small documents of one request: AES-256-GCM under a key derived from the data key, bound to the request and to what the
/// document is. Layout: nonce (12), tag (16), ciphertext.
/// </summary>
public static class DocumentSeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals the bytes.</summary>
    public static byte[] Seal(DataKey key, RequestId request, string name, ReadOnlySpan<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(key);
        var result = new byte[NonceSize + TagSize + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(key);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), Context(request, name));
        return result;
    }

    /// <summary>Opens what <see cref="Seal"/> made; the caller clears the result.</summary>
    /// <exception cref="CryptographicException">It was changed, or belongs to another request or document.</exception>
    public static byte[] Open(DataKey key, RequestId request, string name, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (content.Length < NonceSize + TagSize) throw new CryptographicException("The sealed document is cut short.");
        var plain = new byte[content.Length - NonceSize - TagSize];
        using var cipher = Cipher(key);
        cipher.Decrypt(content[..NonceSize], content[(NonceSize + TagSize)..], content.Slice(NonceSize, TagSize), plain, Context(request, name));
        return plain;
    }

    private static AesGcm Cipher(DataKey key)
    {
        Span<byte> derived = stackalloc byte[DataKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, derived, salt: [], info: "PrivacyFunctions document seal v1"u8);
        var cipher = new AesGcm(derived, TagSize);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    private static byte[] Context(RequestId request, string name) => Encoding.UTF8.GetBytes($"{request.Value}/{name}");
}
