using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>Keyed hashes under keys derived from one secret of the server, one key per purpose.</summary>
internal sealed class LocalKeyedHash : IKeyedHash, IDisposable
{
    private const string What = "server-key";
    private const string Name = "keyed-hash";

    private readonly FrozenDictionary<KeyedHashPurpose, DataKey> _keys;

    private LocalKeyedHash(ReadOnlySpan<byte> secret)
    {
        var keys = new Dictionary<KeyedHashPurpose, DataKey>();
        Span<byte> derived = stackalloc byte[DataKey.Size];
        foreach (var purpose in Enum.GetValues<KeyedHashPurpose>())
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, [], Encoding.ASCII.GetBytes($"privacyfunctions/keyed-hash/{purpose}"));
            keys[purpose] = new DataKey(derived);
        }

        CryptographicOperations.ZeroMemory(derived);
        _keys = keys.ToFrozenDictionary();
    }

    public static async Task<LocalKeyedHash> OpenAsync(
        SqliteDatabase database, KeyEncryptionKey kek, TimeProvider clock, CancellationToken cancellation)
    {
        byte[] fresh;
        using (var key = DataKey.New()) fresh = kek.Wrap(key.Bytes, What, Name);
        var wrapped = await database.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO server_keys (name, wrapped, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                    Name, fresh, clock.GetUtcNow());
                return session.First("SELECT wrapped FROM server_keys WHERE name = ?1", row => row.Blob(0), Name)!;
            },
            cancellation);
        var secret = kek.Unwrap(wrapped, What, Name);
        try
        {
            return new LocalKeyedHash(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public void Compute(KeyedHashPurpose purpose, ReadOnlySpan<byte> content, Span<byte> destination) =>
        HMACSHA256.HashData(_keys[purpose].Bytes, content, destination);

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }
}
