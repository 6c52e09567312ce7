namespace PrivacyFunctions.Ports;

/// <summary>The organisation's signing keys: ECDSA on P-256 with SHA-256. Private keys never leave the adapter.</summary>
public interface ISigningKeys
{
    /// <summary>Signs these exact bytes with the current key.</summary>
    Task<ContentSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Every public key, the current one first, retired ones kept so that old signatures stay verifiable.</summary>
    Task<IReadOnlyList<PublicSigningKey>> ListAsync(CancellationToken cancellation);

    /// <summary>Creates a new current key and retires the one before.</summary>
    Task<PublicSigningKey> RotateAsync(CancellationToken cancellation);
}

/// <summary>A signature and the key that made it.</summary>
/// <param name="KeyId">Names the key at <c>GET /api/keys</c>.</param>
/// <param name="Value">64 bytes: r, then s (IEEE P1363).</param>
public sealed record ContentSignature(string KeyId, ReadOnlyMemory<byte> Value);
