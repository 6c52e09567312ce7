using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// A file in which the local runtime keeps its state: write-ahead log, <c>synchronous=FULL</c>, one writer with group
/// commit, pooled readers. See <c>docs/decisions</c> for why.
/// </summary>
public sealed class SqliteDatabase : IDisposable, IAsyncDisposable
{
    // Random keys dirty a page each: a cache spares reading it again.
    private const int WriterCacheKibibytes = 32 * 1024;
    private const int ReaderCacheKibibytes = 2 * 1024;

    private readonly SqliteDatabaseOptions _options;
    private readonly GroupCommitWriter _writer;
    private readonly ReaderPool _readers;
    private readonly LogCheckpoints _checkpoints;
    private int _disposed;

    private SqliteDatabase(SqliteDatabaseOptions options)
    {
        _options = options;
        _checkpoints = new LogCheckpoints(() => Connect(options, readOnly: false, faults: false), action => _writer!.Between(action));
        _writer = new GroupCommitWriter(Connect(options, readOnly: false, Counts), options, Counts, _checkpoints.Logged);
        _readers = new ReaderPool(() => Connect(options, readOnly: true, Counts), options.Readers);
    }

    /// <summary>Commits, units and statements since the file was opened.</summary>
    public StorageCounts Counts { get; } = new();

    /// <summary>Opens or creates the file and brings its schema up to date.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="InvalidDataException">A newer version of the product wrote it.</exception>
    public static SqliteDatabase Open(SqliteDatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Create(options.Path);
        using (var upgrade = Connect(options, readOnly: false, faults: false)) SchemaUpgrade.Run(upgrade, SchemaUpgrade.ScriptsOf(options.Room));
        return new SqliteDatabase(options);
    }

    /// <summary>
    /// Runs a unit of work on the writer, in the next batch. The task ends only when the batch is durable. A unit that throws is
    /// rolled back alone and only this task sees it; when the commit fails, no unit of the batch is reported done.
    /// </summary>
    /// <param name="work">
    /// Short, without waiting; runs on the writer's thread. When another unit of the batch fails, it is undone and runs once more: beside the
    /// database it changes nothing that must not change twice.
    /// </param>
    /// <param name="cancellation">Observed until the unit begins.</param>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        var unit = new WriteUnit<T>(work, cancellation);
        _writer.Enqueue(unit);
        return unit.Task;
    }

    /// <summary>As <see cref="WriteAsync{T}"/>, for work without a result.</summary>
    public Task WriteAsync(Action<SqliteSession> work, CancellationToken cancellation) =>
        WriteAsync(
            session =>
            {
                work(session);
                return true;
            },
            cancellation);

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, but when nobody is writing, the unit runs and commits on the caller's thread: no hand-over to
    /// the writer and back. Only for callers whose thread may be blocked while the disk syncs.
    /// </summary>
    public Task<T> CommitAsync<T>(Func<SqliteSession, T> work)
    {
        var unit = new WriteUnit<T>(work, CancellationToken.None);
        _writer.Commit(unit);
        return unit.Task;
    }

    /// <summary>Runs queries over one snapshot; what it sees is durable.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation) => _readers.ReadAsync(work, cancellation);

    /// <summary>
    /// Moves the write-ahead log into the database and empties it, so that earlier contents of changed pages are in no file any more.
    /// </summary>
    /// <exception cref="IOException">A reader held the log for longer than the busy timeout.</exception>
    public Task TruncateLogAsync(CancellationToken cancellation) => Task.Run(_checkpoints.Truncate, cancellation);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _checkpoints.Dispose();
        _writer.Dispose();
        _readers.Dispose();
    }

    public async ValueTask DisposeAsync() => await Task.Run(Dispose);

    private static void Create(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }

    private static SqliteSession Connect(SqliteDatabaseOptions options, bool readOnly, StorageCounts? counts = null, bool faults = true)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        connection.Open();
        var session = new SqliteSession(connection, readOnly || !faults ? null : options.Faults, counts);
        try
        {
            session.Script(string.Create(CultureInfo.InvariantCulture, $"""
                PRAGMA busy_timeout={(long)options.BusyTimeout.TotalMilliseconds};
                PRAGMA journal_mode=WAL;
                PRAGMA synchronous=FULL;
                PRAGMA secure_delete=ON;
                PRAGMA foreign_keys=ON;
                PRAGMA temp_store=MEMORY;
                PRAGMA wal_autocheckpoint={LogCheckpoints.PagesAtMost};
                PRAGMA cache_size={(readOnly ? ReaderCacheKibibytes : WriterCacheKibibytes) * -1};
                PRAGMA query_only={(readOnly ? 1 : 0)};
                """));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
