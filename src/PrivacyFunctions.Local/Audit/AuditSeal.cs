using System.Buffers.Binary;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>
/// A MAC over an entry and its place. Whoever can write the database but has no keys cannot add an entry that the server would then sign
/// into a checkpoint.
/// </summary>
internal static class AuditSeal
{
    private const int Size = 16;
    private const int MostOnStack = 1024;

    public static byte[] Of(IKeyedHash hash, long leaf, ReadOnlySpan<byte> content)
    {
        var length = sizeof(long) + content.Length;
        var message = length <= MostOnStack ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteInt64BigEndian(message, leaf);
        content.CopyTo(message[sizeof(long)..]);
        return hash.Compute(KeyedHashPurpose.AuditEntry, (ReadOnlySpan<byte>)message)[..Size];
    }

    public static bool Fits(IKeyedHash hash, long leaf, ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal) =>
        CryptographicOperations.FixedTimeEquals(Of(hash, leaf, content), seal);
}
