using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Audit;

/// <summary>Keyed hashes under keys that everyone knows.</summary>
internal sealed class FixedKeyedHash(string secret = "tests") : IKeyedHash
{
    public void Compute(KeyedHashPurpose purpose, ReadOnlySpan<byte> content, Span<byte> destination) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{secret}/{purpose}"), content, destination);
}
