using System.Buffers.Binary;
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
            using var content = new MemoryStream();
            Span<byte> length = stackalloc byte[sizeof(int)];
            foreach (var part in parts)
            {
                var bytes = Encoding.UTF8.GetBytes(part);
                BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
                content.Write(length);
                content.Write(bytes);
            }

            return hash.Compute(purpose, content.GetBuffer().AsSpan(0, (int)content.Length));
        }
    }
}
