namespace PrivacyFunctions.Ports;

/// <summary>The key that signs the audit log's checkpoints: Ed25519 (RFC 8032). The private key never leaves the adapter.</summary>
public interface IAuditKey
{
    /// <summary>Names the log and its key, such as <c>privacy-functions/audit/3f9a…</c>: no blanks, no plus sign. It never changes.</summary>
    string Name { get; }

    /// <summary>The public key, 32 bytes.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs exactly these bytes; 64 bytes.</summary>
    Task<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);
}
