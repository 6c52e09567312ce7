using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Audit;

/// <summary>A key that signs notes, in memory.</summary>
internal sealed class TestAuditKey : IAuditKey
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize);
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];

    public TestAuditKey(string name = "example.org/log")
    {
        Name = name;
        Ed25519.GeneratePublicKey(_secret, 0, _publicKey, 0);
    }

    public string Name { get; }

    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    public NoteKey Public => new(Name, _publicKey);

    public Task<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_secret, 0, content.ToArray(), 0, content.Length, signature, 0);
        return Task.FromResult(signature);
    }
}
