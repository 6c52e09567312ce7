using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>Keyed hashes under keys derived from one secret of the server, one key per purpose.</summary>
internal sealed class LocalKeyedHash : IKeyedHash, IDisposable
{
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
        SqliteDatabase database, KeyEncryptionKey kek, TimeProvider clock, CancellationToken cancellation) =>
        Of(await ServerSecret.OpenAsync(database, kek, Name, clock, cancellation));

    /// <summary>The hashes of a server whose database is only read; null when it never had any.</summary>
    public static LocalKeyedHash? Find(SqliteSession session, KeyEncryptionKey kek) =>
        ServerSecret.Find(session, kek, Name) is { } secret ? Of(secret) : null;

    public void Compute(KeyedHashPurpose purpose, ReadOnlySpan<byte> content, Span<byte> destination) =>
        HMACSHA256.HashData(_keys[purpose].Bytes, content, destination);

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }

    private static LocalKeyedHash Of(byte[] secret)
    {
        try
        {
            return new LocalKeyedHash(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
