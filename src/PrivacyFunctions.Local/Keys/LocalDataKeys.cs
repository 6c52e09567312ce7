using System.Security.Cryptography;
using PrivacyFunctions.Local.Keys.Shares;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Keys;

/// <summary>
/// Data keys. Each lies in the database, wrapped under the key-encryption key and a share of its own, which both lie in the folder of keys.
/// Destroying the share destroys the key in every copy of the database too.
/// </summary>
internal sealed class LocalDataKeys(SqliteDatabase database, KeyEncryptionKey kek, KeyShares shares, TimeProvider clock) : IDataKeys, INewDataKeys
{
    public async Task<DataKey?> FindAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation)
    {
        var wrapped = await database.ReadAsync(session => DataKeyTable.Find(session, request, purpose), cancellation);
        if (wrapped is null || await shares.FindAsync(WrappedKey.SlotOf(wrapped), cancellation) is not { } share) return null;
        try
        {
            return WrappedKey.Open(wrapped, NameIn(request, purpose), kek, share);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(share);
        }
    }

    public async Task DestroyAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation)
    {
        // First the share, which is what no copy has; the row stays, without its key.
        var slot = await database.ReadAsync(session => DataKeyTable.Slot(session, request, purpose), cancellation);
        if (slot is { } taken) await shares.DestroyAsync([taken], cancellation);
        await database.WriteAsync(session => DataKeyTable.Destroy(session, request, purpose, clock.GetUtcNow()), cancellation);
    }

    public async Task<NewDataKeys> MakeAsync(RequestId request, CancellationToken cancellation)
    {
        var party = DataKey.New();
        using var payload = DataKey.New();
        return new NewDataKeys(
            await WrapAsync(payload, request, KeyPurpose.Payload, cancellation), await WrapAsync(party, request, KeyPurpose.Party, cancellation), party);
    }

    private async ValueTask<byte[]> WrapAsync(DataKey key, RequestId request, KeyPurpose purpose, CancellationToken cancellation)
    {
        var share = await shares.TakeAsync(cancellation);
        var wrapped = WrappedKey.Of(key, NameIn(request, purpose), kek, share);
        CryptographicOperations.ZeroMemory(share.Share);
        return wrapped;
    }

    private static string NameIn(RequestId request, KeyPurpose purpose) => $"{request.Value}/{purpose}";
}
