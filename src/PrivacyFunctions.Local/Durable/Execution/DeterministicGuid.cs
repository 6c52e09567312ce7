using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>Ids that every replay repeats: a UUID version 8 (RFC 9562) over instance, generation, time and a counter.</summary>
internal static class DeterministicGuid
{
    public static Guid Create(string instanceId, int generation, DateTimeOffset at, int counter)
    {
        var id = Encoding.UTF8.GetBytes(instanceId);
        Span<byte> name = new byte[id.Length + 16];
        BinaryPrimitives.WriteInt32BigEndian(name, generation);
        BinaryPrimitives.WriteInt64BigEndian(name[4..], at.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(name[12..], counter);
        id.CopyTo(name[16..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
