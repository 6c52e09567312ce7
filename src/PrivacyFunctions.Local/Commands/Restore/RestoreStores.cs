using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Blobs;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Ledger;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Commands.Restore;

/// <summary>What <c>restore</c> needs out of a data folder; a server may run on the same folder.</summary>
internal sealed class RestoreStores : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly LocalKeys _keys;
    private readonly SqliteErasureLedger _ledger;

    private RestoreStores(DataDirectory data, SqliteDatabase database, LocalKeys keys, SqliteErasureLedger ledger)
    {
        (_database, _keys, _ledger) = (database, keys, ledger);
        Blobs = new FileBlobStore(data.Blobs);
        Audit = new SqliteAuditLog(database, new AuditEntryTable(keys.KeyedHash));
    }

    public IErasureLedger Ledger => _ledger;

    public IBlobStore Blobs { get; }

    public IAuditLog Audit { get; }

    /// <exception cref="CommandFailure">There is nothing in the folder, or it cannot be opened.</exception>
    public static async Task<RestoreStores> OpenAsync(DataDirectory data, CancellationToken cancellation)
    {
        ServedData.Require(data);
        if (!File.Exists(Path.Combine(data.Ledger, SqliteErasureLedger.DatabaseName)))
            throw new CommandFailure($"There is no erasure ledger in {data.Ledger}; put it back from its own backup, or name its folder with Privacy__Ledger__Directory.");
        SqliteDatabase? database = null;
        LocalKeys? keys = null;
        try
        {
            database = ServedData.Open(data);
            keys = await LocalKeys.OpenAsync(database, data.Keys, TimeProvider.System, cancellation);
            return new RestoreStores(data, database, keys, await SqliteErasureLedger.OpenAsync(data.Ledger, TimeProvider.System, cancellation));
        }
        catch (Exception exception)
        {
            keys?.Dispose();
            database?.Dispose();
            if (exception is InvalidDataException) throw new CommandFailure(exception.Message);
            if (exception is SqliteException broken) throw ServedData.Unreadable($"A database in {data.Keys} or {data.Ledger}", broken);
            throw;
        }
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _keys.Dispose();
        _database.Dispose();
    }
}
