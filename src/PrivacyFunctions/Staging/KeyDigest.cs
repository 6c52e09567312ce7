using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Staging;

/// <summary>Keys as 128 bits, so that sets of them stay small whatever the keys are.</summary>
public static class KeyDigest
{
    /// <summary>The digest of a key; null when a value cannot be a key under the comparison. Equal keys have equal digests.</summary>
    public static UInt128? Of(KeyTuple key, KeyComparison comparison)
    {
        var text = new StringBuilder();
        foreach (var value in key.Values)
        {
            if (KeyCanon.Of(value.Text, comparison) is not { } canonical) return null;
            text.Append(CultureInfo.InvariantCulture, $"{canonical.Length}:").Append(canonical);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
