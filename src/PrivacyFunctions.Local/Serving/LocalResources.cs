using Microsoft.Data.Sqlite;
using PrivacyFunctions.Local.Blobs;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Ledger;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Serving;

/// <summary>What the process holds open in its data folder: the lock on it, the database, the keys, the erasure ledger.</summary>
internal sealed class LocalResources : IDisposable
{
    private readonly InstanceLock _lock;

    private LocalResources(InstanceLock taken, DataDirectory data, SqliteDatabase database, LocalKeys keys, SqliteErasureLedger ledger)
    {
        _lock = taken;
        Data = data;
        Database = database;
        Keys = keys;
        Ledger = ledger;
    }

    public DataDirectory Data { get; }

    public SqliteDatabase Database { get; }

    public LocalKeys Keys { get; }

    public SqliteErasureLedger Ledger { get; }

    /// <exception cref="StartRefusedException">The folder is in use, or something in it cannot be opened.</exception>
    public static async Task<LocalResources> OpenAsync(ServeOptions options, CancellationToken cancellation)
    {
        var data = DataDirectory.Of(options.Data, ServedSettings.Read(options));
        Create(data);
        var taken = InstanceLock.Take(data);
        SqliteDatabase? database = null;
        LocalKeys? keys = null;
        try
        {
            database = Open(data, options.Faults);
            new FileBlobStore(data.Blobs).DiscardUnfinished();
            keys = await LocalKeys.OpenAsync(database, data.Keys, options.Clock, cancellation);
            return new LocalResources(taken, data, database, keys, await SqliteErasureLedger.OpenAsync(data.Ledger, options.Clock, cancellation));
        }
        catch (IOException exception) when (exception is StorageFailedException || StorageRoom.IsMissing(exception))
        {
            Release();
            throw new StartRefusedException($"The data folder {data.Root} cannot be written: {exception.Message} Make sure that its disk works and has room.");
        }
        catch (SqliteException exception)
        {
            Release();
            throw Unopened($"A database in {data.Keys} or {data.Ledger}", exception, "put the folder back from its backup");
        }
        catch (InvalidDataException exception)
        {
            Release();
            throw new StartRefusedException(exception.Message);
        }
        catch
        {
            Release();
            throw;
        }

        void Release()
        {
            keys?.Dispose();
            database?.Dispose();
            taken.Dispose();
        }
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Keys.Dispose();
        Database.Dispose();
        _lock.Dispose();
    }

    private static void Create(DataDirectory data)
    {
        try
        {
            data.Create();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {data.Root} cannot be created or written: change its permissions, or choose another with --data.");
        }
    }

    private static SqliteDatabase Open(DataDirectory data, IStorageFaults? faults)
    {
        try
        {
            return SqliteDatabase.Open(new SqliteDatabaseOptions { Path = data.Database, Faults = faults });
        }
        catch (SqliteException exception)
        {
            throw Unopened($"The database {data.Database}", exception, "restore it from a backup, or choose another folder with --data");
        }
    }

    private static StartRefusedException Unopened(string what, SqliteException refusal, string remedy) => new(
        StorageFailures.Of(refusal) is StorageFullException full
            ? $"{what} cannot be opened: {full.Message} Make room on its disk."
            : $"{what} cannot be opened (SQLite error {refusal.SqliteErrorCode}): {remedy}.");
}
