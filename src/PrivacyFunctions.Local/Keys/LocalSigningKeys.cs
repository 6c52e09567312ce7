using System.Security.Cryptography;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>Signing keys in the database, private halves wrapped.</summary>
internal sealed class LocalSigningKeys(SqliteDatabase database, KeyEncryptionKey kek, TimeProvider clock) : ISigningKeys
{
    private const string What = "signing-key";
    private const string Current = "SELECT key_id, wrapped FROM signing_keys WHERE retired_at IS NULL";

    public async Task<ContentSignature> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var (keyId, wrapped) = await CurrentAsync(cancellation);
        var secret = kek.Unwrap(wrapped, What, keyId);
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(secret, out _);
            var signature = key.SignData(content.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return new ContentSignature(keyId, signature);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public async Task<IReadOnlyList<PublicSigningKey>> ListAsync(CancellationToken cancellation)
    {
        await CurrentAsync(cancellation);
        return await database.ReadAsync<IReadOnlyList<PublicSigningKey>>(ReadPublic, cancellation);
    }

    /// <summary>The public keys that are there, the current one first; makes none.</summary>
    public static List<PublicSigningKey> ReadPublic(SqliteSession session) => session.Query(
        "SELECT key_id, x, y, created_at, retired_at FROM signing_keys ORDER BY retired_at IS NOT NULL, created_at DESC, key_id",
        row => new PublicSigningKey
        {
            KeyId = row.Text(0),
            X = row.Blob(1),
            Y = row.Blob(2),
            CreatedAt = row.Time(3),
            RetiredAt = row.TimeOrNull(4),
        });

    public async Task<PublicSigningKey> RotateAsync(CancellationToken cancellation)
    {
        var key = NewKey(out var wrapped);
        await database.WriteAsync(
            session =>
            {
                session.Execute("UPDATE signing_keys SET retired_at = ?1 WHERE retired_at IS NULL", key.CreatedAt);
                Insert(session, key, wrapped);
            },
            cancellation);
        return key;
    }

    private async Task<(string KeyId, byte[] Wrapped)> CurrentAsync(CancellationToken cancellation)
    {
        var found = await database.ReadAsync(session => session.First(Current, Read), cancellation);
        if (found.KeyId is not null) return found;
        var key = NewKey(out var wrapped);
        return await database.WriteAsync(
            session =>
            {
                if (!session.Exists("SELECT 1 FROM signing_keys WHERE retired_at IS NULL")) Insert(session, key, wrapped);
                return session.First(Current, Read);
            },
            cancellation);
    }

    private static (string KeyId, byte[] Wrapped) Read(SqliteRow row) => (row.Text(0), row.Blob(1));

    private static void Insert(SqliteSession session, PublicSigningKey key, byte[] wrapped) => session.Execute(
        "INSERT INTO signing_keys (key_id, wrapped, x, y, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        key.KeyId, wrapped, key.X.ToArray(), key.Y.ToArray(), key.CreatedAt);

    private PublicSigningKey NewKey(out byte[] wrapped)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var published = PublicSigningKey.Of(point.X!, point.Y!, clock.GetUtcNow());
        var secret = key.ExportPkcs8PrivateKey();
        wrapped = kek.Wrap(secret, What, published.KeyId);
        CryptographicOperations.ZeroMemory(secret);
        return published;
    }
}
