using System.Security.Cryptography;

namespace PrivacyFunctions.Audit;

/// <summary>The hashes of RFC 6962, section 2.1: SHA-256 with a prefix that tells leaves from nodes.</summary>
public static class TreeHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int MostOnStack = 1024;

    /// <summary>Hash of the tree without entries.</summary>
    public static byte[] Empty() => SHA256.HashData([]);

    /// <summary>Hash of an entry.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var message = length <= MostOnStack ? stackalloc byte[length] : new byte[length];
        message[0] = 0;
        entry.CopyTo(message[1..]);
        return SHA256.HashData(message);
    }

    /// <summary>Hash of a node over its two children.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> message = stackalloc byte[1 + (2 * Size)];
        message[0] = 1;
        left.CopyTo(message[1..]);
        right.CopyTo(message[(1 + Size)..]);
        return SHA256.HashData(message);
    }
}
