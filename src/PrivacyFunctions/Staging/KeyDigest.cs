using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Staging;

/// <summary>Keys as 128 bits, so that sets of them stay small whatever the keys are.</summary>
public static class KeyDigest
{
    /// <summary>The digest of a key of one or more values.</summary>
    public static UInt128 Of(KeyTuple key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var value in key.Values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, value.Text.Length);
            hash.AppendData(length);
            hash.AppendData(Encoding.UTF8.GetBytes(value.Text));
        }

        return Leading(hash.GetHashAndReset());
    }

    /// <summary>The digest of one canonical text.</summary>
    public static UInt128 Of(string text) => Leading(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static UInt128 Leading(ReadOnlySpan<byte> digest) => BinaryPrimitives.ReadUInt128LittleEndian(digest);
}
