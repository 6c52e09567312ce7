using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Derives the key for one data key from this key, a share and the data key's name together; nothing opens it without all three.</summary>
    public void Derive(ReadOnlySpan<byte> share, string name, Span<byte> derived) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.Bytes, derived, share, Encoding.UTF8.GetBytes($"privacyfunctions/data-key/{name}"));

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
