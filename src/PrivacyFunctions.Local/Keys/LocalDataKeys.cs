using System.Security.Cryptography;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Keys;

/// <summary>Data keys, wrapped, in the database.</summary>
internal sealed class LocalDataKeys(SqliteDatabase database, KeyEncryptionKey kek, TimeProvider clock) : IDataKeys, INewDataKeys
{
    private const string What = "data-key";

    public Task CreateAsync(RequestId request, CancellationToken cancellation)
    {
        var created = clock.GetUtcNow();
        var wrapped = Enum.GetValues<KeyPurpose>().Select(purpose => (Name: NameOf(purpose), Wrapped: WrapNew(request, purpose))).ToList();
        return database.WriteAsync(
            session =>
            {
                foreach (var key in wrapped)
                {
                    session.Execute(
                        "INSERT INTO data_keys (request_id, purpose, wrapped, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                        request.Value, key.Name, key.Wrapped, created);
                }
            },
            cancellation);
    }

    public async Task<DataKey?> FindAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation)
    {
        var wrapped = await database.ReadAsync(
            session => session.First(
                "SELECT wrapped FROM data_keys WHERE request_id = ?1 AND purpose = ?2", row => row.BlobOrNull(0), request.Value, NameOf(purpose)),
            cancellation);
        if (wrapped is null) return null;
        var bytes = kek.Unwrap(wrapped, What, NameIn(request, purpose));
        var key = new DataKey(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    public async Task DestroyAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation)
    {
        // The row stays without its key. secure_delete wipes the page; truncating the log removes the page's earlier copies.
        await database.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO data_keys (request_id, purpose, created_at, destroyed_at) VALUES (?1, ?2, ?3, ?3)
                ON CONFLICT DO UPDATE SET wrapped = NULL, destroyed_at = ?3 WHERE wrapped IS NOT NULL
                """,
                request.Value, NameOf(purpose), clock.GetUtcNow()),
            cancellation);
        await database.TruncateLogAsync(cancellation);
    }

    public Task<NewDataKeys> MakeAsync(RequestId request, CancellationToken cancellation)
    {
        var party = DataKey.New();
        var wrappedParty = kek.Wrap(party.Bytes, What, NameIn(request, KeyPurpose.Party));
        return Task.FromResult(new NewDataKeys(WrapNew(request, KeyPurpose.Payload), wrappedParty, party));
    }

    private byte[] WrapNew(RequestId request, KeyPurpose purpose)
    {
        using var key = DataKey.New();
        return kek.Wrap(key.Bytes, What, NameIn(request, purpose));
    }

    private static string NameIn(RequestId request, KeyPurpose purpose) => $"{request.Value}/{NameOf(purpose)}";

    private static string NameOf(KeyPurpose purpose) => purpose.ToString();
}
