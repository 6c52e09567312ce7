using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PrivacyFunctions.Ports;

/// <summary>HMAC-SHA-256 under keys of the server's own, one per purpose, so that a hash made for one use is worthless in another.</summary>
public interface IKeyedHash
{
    /// <summary>Bytes of a hash.</summary>
    const int Size = 32;

    /// <summary>Hashes the content into 32 bytes.</summary>
    void Compute(KeyedHashPurpose purpose, ReadOnlySpan<byte> content, Span<byte> destination);
}

/// <summary>Hashing of several texts at once, without ambiguity about where one ends.</summary>
public static class KeyedHashExtensions
{
    private const int MostOnStack = 1024;

    extension(IKeyedHash hash)
    {
        /// <summary>Hashes the content.</summary>
        public byte[] Compute(KeyedHashPurpose purpose, ReadOnlySpan<byte> content)
        {
            var result = new byte[IKeyedHash.Size];
            hash.Compute(purpose, content, result);
            return result;
        }

        /// <summary>Hashes the parts in order, each with its length before it.</summary>
        public byte[] Compute(KeyedHashPurpose purpose, params ReadOnlySpan<string> parts)
        {
            var size = 0;
            foreach (var part in parts) size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
            var content = size <= MostOnStack ? stackalloc byte[size] : new byte[size];
            var at = 0;
            foreach (var part in parts)
            {
                var length = Encoding.UTF8.GetBytes(part, content[(at + sizeof(int))..]);
                BinaryPrimitives.WriteInt32BigEndian(content[at..], length);
                at += sizeof(int) + length;
            }

            var result = hash.Compute(purpose, (ReadOnlySpan<byte>)content[..at]);
            CryptographicOperations.ZeroMemory(content);
            return result;
        }
    }
}
