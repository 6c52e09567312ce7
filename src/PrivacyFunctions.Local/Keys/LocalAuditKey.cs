using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>The audit log's signing key, wrapped in the database. The log's name follows from it, so that no two logs share one.</summary>
internal sealed class LocalAuditKey : IAuditKey
{
    private const string SecretName = "audit-log";
    private const int NameBytes = 8;

    private readonly SqliteDatabase _database;
    private readonly KeyEncryptionKey _kek;
    private readonly byte[] _publicKey;

    private LocalAuditKey(SqliteDatabase database, KeyEncryptionKey kek, byte[] publicKey)
    {
        (_database, _kek, _publicKey) = (database, kek, publicKey);
        Name = $"privacy-functions/audit/{Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, NameBytes))}";
    }

    public string Name { get; }

    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    public static async Task<LocalAuditKey> OpenAsync(SqliteDatabase database, KeyEncryptionKey kek, TimeProvider clock, CancellationToken cancellation)
    {
        var secret = await ServerSecret.OpenAsync(database, kek, SecretName, clock, cancellation);
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(secret, 0, publicKey, 0);
        CryptographicOperations.ZeroMemory(secret);
        return new LocalAuditKey(database, kek, publicKey);
    }

    public async Task<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var secret = await _database.ReadAsync(session => ServerSecret.Find(session, _kek, SecretName), cancellation)
            ?? throw new InvalidDataException("The audit log's key is gone from the database.");
        try
        {
            var signature = new byte[Ed25519.SignatureSize];
            Ed25519.Sign(secret, 0, content.ToArray(), 0, content.Length, signature, 0);
            return signature;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
