using System.Buffers.Binary;
using System.Security.Cryptography;
using PrivacyFunctions.Local.Keys.Shares;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Local.Keys;

/// <summary>
/// A data key as it is stored: the slot of its share, then the key and its tag under AES-256-GCM. The key that encrypts it follows from the
/// key-encryption key, the share and the data key's name. So it encrypts this one time only, and its nonce can be zero.
/// </summary>
internal static class WrappedKey
{
    private const int Slot = sizeof(long);
    private const int Tag = 16;
    private const int Length = Slot + DataKey.Size + Tag;

    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Of(DataKey key, string name, KeyEncryptionKey kek, KeyShare share)
    {
        var wrapped = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(wrapped, share.Slot);
        using var cipher = Cipher(name, kek, share.Share);
        cipher.Encrypt(Nonce, key.Bytes, wrapped.AsSpan(Slot, DataKey.Size), wrapped.AsSpan(Slot + DataKey.Size));
        return wrapped;
    }

    /// <exception cref="SealBrokenException">It was changed, or wrapped under another key, share or name.</exception>
    public static DataKey Open(ReadOnlySpan<byte> wrapped, string name, KeyEncryptionKey kek, ReadOnlySpan<byte> share)
    {
        if (wrapped.Length != Length) throw new SealBrokenException(SealFlaw.Truncated);
        Span<byte> bytes = stackalloc byte[DataKey.Size];
        using var cipher = Cipher(name, kek, share);
        try
        {
            cipher.Decrypt(Nonce, wrapped.Slice(Slot, DataKey.Size), wrapped[(Slot + DataKey.Size)..], bytes);
            return new DataKey(bytes);
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException(SealFlaw.WrongKeyOrContext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static long SlotOf(ReadOnlySpan<byte> wrapped) => BinaryPrimitives.ReadInt64BigEndian(wrapped);

    private static AesGcm Cipher(string name, KeyEncryptionKey kek, ReadOnlySpan<byte> share)
    {
        Span<byte> derived = stackalloc byte[DataKey.Size];
        kek.Derive(share, name, derived);
        var cipher = new AesGcm(derived, Tag);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }
}
