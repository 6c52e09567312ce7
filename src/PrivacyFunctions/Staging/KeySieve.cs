using System.Security.Cryptography;

namespace PrivacyFunctions.Staging;

/// <summary>
/// Remembers keys, by a 128-bit digest of their bytes, to leave duplicates out. Bounded: when full it forgets everything and begins anew, so that
/// a duplicate may pass but memory does not grow.
/// </summary>
internal sealed class KeySieve(int most = 200_000)
{
    private readonly HashSet<UInt128> _seen = [];

    public bool IsNew(ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        if (_seen.Count >= most) _seen.Clear();
        return _seen.Add(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest));
    }
}
