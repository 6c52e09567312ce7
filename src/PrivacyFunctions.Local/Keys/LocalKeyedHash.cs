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

    private readonly FrozenDictionary<KeyedHashPurpose, PooledHmac> _hmacs;

    private LocalKeyedHash(ReadOnlySpan<byte> secret)
    {
        var hmacs = new Dictionary<KeyedHashPurpose, PooledHmac>();
        Span<byte> derived = stackalloc byte[DataKey.Size];
        foreach (var purpose in Enum.GetValues<KeyedHashPurpose>())
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, derived, [], Encoding.ASCII.GetBytes($"privacyfunctions/keyed-hash/{purpose}"));
            hmacs[purpose] = new PooledHmac(derived);
        }

        CryptographicOperations.ZeroMemory(derived);
        _hmacs = hmacs.ToFrozenDictionary();
    }

    public static async Task<LocalKeyedHash> OpenAsync(
        SqliteDatabase database, KeyEncryptionKey kek, TimeProvider clock, CancellationToken cancellation) =>
        Of(await ServerSecret.OpenAsync(database, kek, Name, clock, cancellation));

    /// <summary>The hashes of a server whose database is only read; null when it never had any.</summary>
    public static LocalKeyedHash? Find(SqliteSession session, KeyEncryptionKey kek) =>
        ServerSecret.Find(session, kek, Name) is { } secret ? Of(secret) : null;

    public void Compute(KeyedHashPurpose purpose, ReadOnlySpan<byte> content, Span<byte> destination) =>
        _hmacs[purpose].Compute(content, destination);

    public void Dispose()
    {
        foreach (var hmac in _hmacs.Values) hmac.Dispose();
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
