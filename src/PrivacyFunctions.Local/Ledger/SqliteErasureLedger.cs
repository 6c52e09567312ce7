using System.Security.Cryptography;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Ledger;

/// <summary>
/// The ledger in a folder of its own: <c>ledger.db</c> and, beside it, <c>ledger.key</c> of mode 0600. The folder is all that
/// <c>restore</c> needs of the product's state, and it is backed up apart from the rest.
/// </summary>
public sealed class SqliteErasureLedger : IErasureLedger, IDisposable
{
    internal const string KeyName = "ledger.key";
    internal const string DatabaseName = "ledger.db";

    private const string Room = "Ledger";
    private const int BlocksPerCommit = 32;

    private readonly SqliteDatabase _database;
    private readonly DataKey _key;
    private readonly TimeProvider _clock;
    private readonly string _folder;

    private SqliteErasureLedger(string folder, SqliteDatabase database, DataKey key, TimeProvider clock) =>
        (_folder, _database, _key, _clock) = (folder, database, key, clock);

    /// <summary>Opens the ledger of a folder, or creates it.</summary>
    /// <exception cref="InvalidDataException">The key file does not belong to the database, or others may read it.</exception>
    public static async Task<SqliteErasureLedger> OpenAsync(string folder, TimeProvider clock, CancellationToken cancellation)
    {
        DurableFile.CreateDirectory(folder);
        var key = KeyFile.Open(folder, KeyName);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(folder, DatabaseName), Room = Room, Readers = 4 });
            var proof = HMACSHA256.HashData(key.Bytes, "privacyfunctions/ledger"u8);
            var known = await database.WriteAsync(session => LedgerTable.ProofOrPut(session, proof), cancellation);
            if (!CryptographicOperations.FixedTimeEquals(proof, known))
                throw new InvalidDataException($"{KeyName} in {folder} does not belong to {DatabaseName} beside it. Put back the file that was there when the ledger was made.");
            return new SqliteErasureLedger(folder, database, key, clock);
        }
        catch
        {
            key.Dispose();
            database?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<LedgerCount> AppendAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var pending = new List<DigestBlock>();
        var shape = ShapeText.Of(LedgerShape.Of(entry));
        long keys = 0, searchKeys = 0;
        await foreach (var block in BlocksAsync(entry, cancellation))
        {
            if (block.Use == 0) keys += block.Count;
            else searchKeys += block.Count;
            pending.Add(block);
            if (pending.Count == BlocksPerCommit) await CommitAsync();
        }

        await CommitAsync();
        return new LedgerCount(keys, searchKeys);

        async Task CommitAsync()
        {
            var at = _clock.GetUtcNow();
            cancellation.ThrowIfCancellationRequested();
            await _database.CommitAsync(session => LedgerTable.Put(session, entry, shape, pending, at));
            pending.Clear();
        }
    }

    /// <inheritdoc/>
    public async Task<ILedgerIndex> OpenAsync(CancellationToken cancellation) => await LedgerIndex.BuildAsync(_database, _key, _folder, cancellation);

    /// <inheritdoc/>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation) =>
        _database.WriteAsync(session => LedgerTable.Forget(session, before), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _key.Dispose();
    }

    private async IAsyncEnumerable<DigestBlock> BlocksAsync(
        LedgerEntry entry, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var collection = new LedgerCollection(entry.Dataset, entry.Collection);
        if (entry.PrimaryKey.Count > 0)
        {
            using var digests = LedgerDigests.OfPrimaryKeys(_key, collection, entry.PrimaryKey);
            await foreach (var block in DigestBlocks.OfAsync(entry.Keys, use: 0, digests, cancellation)) yield return block;
        }

        foreach (var (index, search) in entry.Searches.Index())
        {
            using var digests = LedgerDigests.OfSearch(_key, collection, search.Found.Fields, search.Found.Comparison);
            await foreach (var block in DigestBlocks.OfAsync(search.Found.Keys, index + 1, digests, cancellation)) yield return block;
        }
    }
}
