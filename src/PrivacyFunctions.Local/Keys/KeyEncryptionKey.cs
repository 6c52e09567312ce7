using System.Security.Cryptography;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Local.Keys;

/// <summary>
/// The key that wraps all others: 32 random bytes in a file of mode 0600, apart from the database that holds what it wraps. Its folder is
/// backed up too, never together with the data.
/// </summary>
public sealed class KeyEncryptionKey : IDisposable
{
    private const string FileName = "key-encryption.key";

    private readonly DataKey _key;

    private KeyEncryptionKey(DataKey key) => _key = key;

    /// <summary>Reads the key file of a folder, or creates it when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds no key, or others may read it.</exception>
    public static KeyEncryptionKey Open(string folder) => new(KeyFile.Open(folder, FileName));

    /// <summary>A key that follows from this one and a share together; neither opens anything without the other.</summary>
    public KeyEncryptionKey Combine(ReadOnlySpan<byte> share)
    {
        Span<byte> derived = stackalloc byte[DataKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.Bytes, derived, share, "privacyfunctions/data-key"u8);
        var combined = new KeyEncryptionKey(new DataKey(derived));
        CryptographicOperations.ZeroMemory(derived);
        return combined;
    }

    /// <summary>Reads the key file of a folder; null when there is none, or none that can be used.</summary>
    public static KeyEncryptionKey? Find(string folder)
    {
        try
        {
            return File.Exists(Path.Combine(folder, FileName)) ? Open(folder) : null;
        }
        catch (Exception unusable) when (unusable is InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Wraps a secret.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> secret, string what, string name) => SealedDocument.Seal(secret, _key, SealContext.Of(what, name));

    /// <summary>Unwraps a secret; the caller wipes it.</summary>
    /// <exception cref="SealBrokenException">Another key wrapped it, or it was changed.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string what, string name) =>
        SealedDocument.Open(wrapped, _key, SealContext.Of(what, name));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
