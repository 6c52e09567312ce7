using System.Collections.Concurrent;
using System.Security.Cryptography;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys.Shares;

/// <summary>
/// Shares of data keys: 32 random bytes each, in a database of their own beside the key-encryption key. Shares are made many at a time, before
/// they are needed, so that taking one costs no commit.
/// </summary>
internal sealed class KeyShares : IDisposable
{
    private const string Room = "Keys.Shares";
    private const string FileName = "shares.db";
    private const int Block = 4096;
    private const int Low = Block / 4;

    private readonly SqliteDatabase _database;
    private readonly ConcurrentQueue<KeyShare> _ready;
    private readonly SemaphoreSlim _making = new(1, 1);
    private long _next;

    private KeyShares(SqliteDatabase database, IEnumerable<KeyShare> ready, long next) =>
        (_database, _ready, _next) = (database, new ConcurrentQueue<KeyShare>(ready), next);

    /// <summary>Opens the shares of a folder.</summary>
    /// <param name="folder">The folder of the key-encryption key.</param>
    /// <param name="taken">The highest slot that belongs to a data key; shares beyond it were made and never used.</param>
    /// <param name="cancellation">Ends the opening.</param>
    public static async Task<KeyShares> OpenAsync(string folder, long taken, CancellationToken cancellation)
    {
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(folder, FileName), Room = Room, Readers = 4 });
        try
        {
            var ready = await database.ReadAsync(
                session => session.Query("SELECT slot, share FROM shares WHERE slot > ?1 ORDER BY slot", Read, taken), cancellation);
            var last = await database.ReadAsync(session => session.Scalar("SELECT max(slot) FROM shares"), cancellation) ?? 0;
            return new KeyShares(database, ready, Math.Max(last, taken) + 1);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A share that no key has had; it is durable.</summary>
    public async ValueTask<KeyShare> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_ready.Count < Low && _making.CurrentCount > 0) _ = RefillAsync(CancellationToken.None);
            if (_ready.TryDequeue(out var share)) return share;
            await MakeAsync(cancellation);
        }
    }

    /// <summary>The share in a slot; null when it was destroyed.</summary>
    public Task<byte[]?> FindAsync(long slot, CancellationToken cancellation) =>
        _database.ReadAsync(session => session.First("SELECT share FROM shares WHERE slot = ?1", static row => row.Blob(0), slot), cancellation);

    /// <summary>Destroys shares. When the task ends, no file of the folder holds a byte of them.</summary>
    public async Task DestroyAsync(IReadOnlyCollection<long> slots, CancellationToken cancellation)
    {
        await _database.WriteAsync(
            session =>
            {
                foreach (var slot in slots) session.Execute("DELETE FROM shares WHERE slot = ?1", slot);
            },
            cancellation);
        // Also when none was there: an earlier call may have been cut off before this.
        await _database.TruncateLogAsync(cancellation);
    }

    public void Dispose()
    {
        _database.Dispose();
        _making.Dispose();
    }

    private async Task RefillAsync(CancellationToken cancellation)
    {
        try
        {
            await MakeAsync(cancellation);
        }
        catch (Exception)
        {
            // What failed here fails again, and is seen, when no share is left.
        }
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        await _making.WaitAsync(cancellation);
        try
        {
            if (_ready.Count >= Low) return;
            var random = RandomNumberGenerator.GetBytes(Block * DataKey.Size);
            var made = random.Chunk(DataKey.Size).Select(share => new KeyShare(_next++, share)).ToList();
            CryptographicOperations.ZeroMemory(random);
            await _database.WriteAsync(
                session => made.ForEach(share => session.Execute("INSERT INTO shares (slot, share) VALUES (?1, ?2)", share.Slot, share.Share)), cancellation);
            made.ForEach(_ready.Enqueue);
        }
        finally
        {
            _making.Release();
        }
    }

    private static KeyShare Read(SqliteRow row) => new(row.Number(0), row.Blob(1));
}

/// <summary>A share and where it lies. Masks itself.</summary>
internal readonly record struct KeyShare(long Slot, byte[] Share)
{
    public override string ToString() => "***";
}
