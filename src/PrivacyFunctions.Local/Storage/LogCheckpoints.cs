namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// Moves the write-ahead log into the database beside the writer, so that no commit waits while pages are copied and synced. The log starts
/// anew only when all of it was moved, so the last pages, a moment's worth, are moved between two commits.
/// </summary>
/// <param name="connect">Opens a connection for one checkpoint.</param>
/// <param name="between">Does something between two commits.</param>
internal sealed class LogCheckpoints(Func<SqliteSession> connect, Action<Action> between) : IDisposable
{
    /// <summary>Pages of the log at which the writer itself moves them, should nobody have done it for it.</summary>
    public const int PagesAtMost = 8 * Pages;

    // Random keys dirty a page each: a longer log writes such a page back once for many commits.
    private const int Pages = 8192;
    private const int FewPages = 1024;
    private const int Passes = 3;

    private readonly Lock _turn = new();
    private int _logged;
    private int _running;
    private bool _disposed;

    /// <summary>Pages were added to the log. Begins a checkpoint on a thread of its own when there are enough of them.</summary>
    public void Logged(int pages)
    {
        if (Interlocked.Add(ref _logged, pages) < Pages || Interlocked.Exchange(ref _running, 1) != 0) return;
        _ = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Moves all of the log and empties its file.</summary>
    /// <exception cref="IOException">A reader held the log for longer than the busy timeout.</exception>
    public void Truncate()
    {
        lock (_turn)
        {
            using var session = connect();
            var busy = session.First("PRAGMA wal_checkpoint(TRUNCATE)", static row => row.Bool(0));
            if (busy) throw new IOException("The write-ahead log is in use and could not be emptied.");
        }
    }

    /// <summary>Waits for the checkpoint that is running; there will be no other.</summary>
    public void Dispose()
    {
        lock (_turn) _disposed = true;
    }

    private void Run()
    {
        try
        {
            lock (_turn)
            {
                if (!_disposed) Move();
            }
        }
        catch (Exception)
        {
            // The log stays as it is, which loses nothing, and grows: the next checkpoint, or at last the writer's own, moves it.
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    // What is written meanwhile is moved in ever shorter passes.
    private void Move()
    {
        using var session = connect();
        for (var pass = 0; pass < Passes; pass++)
        {
            Interlocked.Exchange(ref _logged, 0);
            Pass(session);
            if (Volatile.Read(ref _logged) <= FewPages) break;
        }

        between(() =>
        {
            Pass(session);
            Interlocked.Exchange(ref _logged, 0);
        });
    }

    private static void Pass(SqliteSession session) => session.First("PRAGMA wal_checkpoint(PASSIVE)", static row => row.Bool(0));
}
