using PrivacyFunctions.Local.Keys.Shares;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Local.Keys;

/// <summary>The key ports of the local runtime: wrapped keys in the database, the key-encryption key in a file.</summary>
public sealed class LocalKeys : IDisposable
{
    private readonly KeyEncryptionKey _kek;
    private readonly KeyShares _shares;
    private readonly LocalKeyedHash _hash;

    private LocalKeys(KeyEncryptionKey kek, KeyShares shares, LocalKeyedHash hash, LocalAuditKey audit, SqliteDatabase database, TimeProvider clock)
    {
        _kek = kek;
        _shares = shares;
        _hash = hash;
        AuditKey = audit;
        var dataKeys = new LocalDataKeys(database, kek, shares, clock);
        DataKeys = dataKeys;
        NewDataKeys = dataKeys;
        SigningKeys = new LocalSigningKeys(database, kek, clock);
    }

    /// <summary>Data keys of requests.</summary>
    public IDataKeys DataKeys { get; }

    /// <summary>Data keys of requests that are about to be created.</summary>
    public INewDataKeys NewDataKeys { get; }

    /// <summary>Keys that sign bundles and receipts.</summary>
    public ISigningKeys SigningKeys { get; }

    /// <summary>The key that signs the audit log.</summary>
    public IAuditKey AuditKey { get; }

    /// <summary>Keyed hashes.</summary>
    public IKeyedHash KeyedHash => _hash;

    /// <summary>Opens the key file (created at the first start) and checks that it belongs to the database.</summary>
    /// <exception cref="InvalidDataException">It does not, or cannot be used.</exception>
    public static async Task<LocalKeys> OpenAsync(SqliteDatabase database, string folder, TimeProvider clock, CancellationToken cancellation)
    {
        var kek = KeyEncryptionKey.Open(folder);
        KeyShares? shares = null;
        try
        {
            var hash = await LocalKeyedHash.OpenAsync(database, kek, clock, cancellation);
            var audit = await LocalAuditKey.OpenAsync(database, kek, clock, cancellation);
            shares = await KeyShares.OpenAsync(folder, await database.ReadAsync(DataKeyTable.HighestSlot, cancellation), cancellation);
            await DestroyAgainAsync(database, shares, cancellation);
            return new LocalKeys(kek, shares, hash, audit, database, clock);
        }
        catch (SealBrokenException)
        {
            Release();
            throw new InvalidDataException(
                $"The key file in {folder} does not belong to this database. Put back the file that was there when the database was made.");
        }
        catch
        {
            Release();
            throw;
        }

        void Release()
        {
            shares?.Dispose();
            kek.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        _shares.Dispose();
        _kek.Dispose();
    }

    // A folder of keys that came back from a backup has shares of keys that were destroyed since.
    private static async Task DestroyAgainAsync(SqliteDatabase database, KeyShares shares, CancellationToken cancellation)
    {
        for (var after = 0L; ;)
        {
            var slots = await database.ReadAsync(session => DataKeyTable.DestroyedSlots(session, after), cancellation);
            if (slots.Count == 0) return;
            await shares.DestroyAsync(slots, cancellation);
            after = slots[^1];
        }
    }
}
