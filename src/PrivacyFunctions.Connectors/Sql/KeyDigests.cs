using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>A set of keys held as 128-bit digests: sixteen bytes a key, whatever its length, and no personal data.</summary>
internal sealed class KeyDigests
{
    private readonly HashSet<UInt128> _digests = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a key by the canonical texts of its values.</summary>
    public void Add(ReadOnlySpan<string> values) => _digests.Add(Digest(values));

    /// <summary>Whether a key with these canonical texts was added.</summary>
    public bool Contains(ReadOnlySpan<string> values) => _digests.Contains(Digest(values));

    private UInt128 Digest(ReadOnlySpan<string> values)
    {
        Span<byte> bytes = stackalloc byte[32];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value.Length);
            _hash.AppendData(bytes[..4]);
            _hash.AppendData(MemoryMarshal.AsBytes(value.AsSpan()));
        }

        _hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
