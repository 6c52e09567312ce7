using System.Collections.Concurrent;

namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// Read connections, opened when first needed; so many are kept. A read runs on its caller's thread without waiting, so there are never more
/// connections than threads. Each read sees one snapshot.
/// </summary>
internal sealed class ReaderPool(Func<SqliteSession> open, int kept) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private int _idleCount;
    private volatile bool _closed;

    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        try
        {
            return Task.FromResult(Read(work));
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(StorageFailures.Of(exception));
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (Take() is { } session) session.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        var session = Take() ?? open();
        try
        {
            return Snapshot(session, work);
        }
        finally
        {
            Return(session);
        }
    }

    private SqliteSession? Take()
    {
        if (!_idle.TryTake(out var session)) return null;
        Interlocked.Decrement(ref _idleCount);
        return session;
    }

    // A read that outlives the database closes its own connection.
    private void Return(SqliteSession session)
    {
        if (Interlocked.Increment(ref _idleCount) > kept)
        {
            Interlocked.Decrement(ref _idleCount);
            session.Dispose();
            return;
        }

        _idle.Add(session);
        if (_closed) Dispose();
    }

    private static T Snapshot<T>(SqliteSession session, Func<SqliteSession, T> work)
    {
        session.Execute("BEGIN");
        try
        {
            return work(session);
        }
        finally
        {
            if (session.InTransaction) session.Execute("ROLLBACK");
        }
    }
}
