using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Staging;

/// <summary>Signing keys in memory; themselves held to the contract.</summary>
internal sealed class InMemorySigningKeys : ISigningKeys
{
    private readonly List<(PublicSigningKey Public, byte[] Secret)> _keys = [];

    public Task<ContentSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var (published, secret) = Current();
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secret, out _);
        var signature = key.SignData(content.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Task.FromResult(new ContentSignature(published.KeyId, signature));
    }

    public Task<IReadOnlyList<PublicSigningKey>> ListAsync(CancellationToken cancellation)
    {
        Current();
        lock (_keys) return Task.FromResult<IReadOnlyList<PublicSigningKey>>([.. _keys.Select(key => key.Public)]);
    }

    public Task<PublicSigningKey> RotateAsync(CancellationToken cancellation)
    {
        Current();
        lock (_keys)
        {
            _keys[0] = (_keys[0].Public with { RetiredAt = DateTimeOffset.UnixEpoch }, _keys[0].Secret);
            Add();
            return Task.FromResult(_keys[0].Public);
        }
    }

    private (PublicSigningKey Public, byte[] Secret) Current()
    {
        lock (_keys)
        {
            if (_keys.Count == 0) Add();
            return _keys[0];
        }
    }

    private void Add()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        _keys.Insert(0, (PublicSigningKey.Of(point.X!, point.Y!, DateTimeOffset.UnixEpoch), key.ExportPkcs8PrivateKey()));
    }
}

public sealed class InMemorySigningKeysTests : Contracts.SigningKeysContract
{
    protected override ISigningKeys Keys { get; } = new InMemorySigningKeys();
}
