using System.Collections.Concurrent;

namespace PrivacyFunctions.Local.Storage;

/// <summary>Read connections, opened when first needed and kept. Each read sees one snapshot.</summary>
internal sealed class ReaderPool(Func<SqliteSession> open, int size) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(size);

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
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
                _idle.Add(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (var session in _idle) session.Dispose();
        _free.Dispose();
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
