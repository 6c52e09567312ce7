using System.Collections.Concurrent;

namespace PrivacyFunctions.Local.Storage;

/// <summary>Read connections, opened when first needed and kept. Each read sees one snapshot.</summary>
internal sealed class ReaderPool(Func<SqliteSession> open, int size) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(size);
    private volatile bool _closed;

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        await _free.WaitAsync(cancellation);
        try
        {
            var session = _idle.TryTake(out var kept) ? kept : open();
            try
            {
                return Snapshot(session, work);
            }
            finally
            {
                Return(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    // A read that outlives the database closes its own connection.
    private void Return(SqliteSession session)
    {
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
