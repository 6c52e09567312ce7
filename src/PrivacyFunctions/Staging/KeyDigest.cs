using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Staging;

/// <summary>Keys as 128 bits, so that sets of them stay small whatever the keys are.</summary>
public static class KeyDigest
{
    /// <summary>The digest of one canonical text.</summary>
    public static UInt128 Of(string text) => Leading(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static UInt128 Leading(ReadOnlySpan<byte> digest) => BinaryPrimitives.ReadUInt128LittleEndian(digest);
}
