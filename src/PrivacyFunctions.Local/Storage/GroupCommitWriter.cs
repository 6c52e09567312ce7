using System.Collections.Concurrent;

namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// The one writer. Units that wait together share one commit; one that fails is undone alone. What arrives while the disk is syncing forms
/// the next batch. It has a thread of its own; when nobody is writing, a caller may also take the turn itself.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private readonly SqliteSession _session;
    private readonly SqliteDatabaseOptions _options;
    private readonly StorageCounts _counts;
    private readonly Action<int> _logged;
    private readonly ConcurrentQueue<WriteUnit> _waiting = new();
    private readonly ManualResetEventSlim _arrived = new(false, spinCount: 50);
    private readonly List<WriteUnit> _batch = [];
    private readonly Lock _turn = new();
    private readonly Thread _thread;
    private bool _guarded;
    private volatile bool _stopping;
    private volatile bool _stopped;

    /// <param name="session">The only connection that writes.</param>
    /// <param name="options">How many units share a commit, and which of them fail in tests.</param>
    /// <param name="counts">Where commits are counted.</param>
    /// <param name="logged">Told after every commit how many pages it added to the write-ahead log; must not wait.</param>
    public GroupCommitWriter(SqliteSession session, SqliteDatabaseOptions options, StorageCounts counts, Action<int> logged)
    {
        _session = session;
        _options = options;
        _counts = counts;
        _logged = logged;
        _thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    public void Enqueue(WriteUnit unit)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        _waiting.Enqueue(unit);
        _arrived.Set();
        if (_stopped) RefuseWaiting();
    }

    /// <summary>As <see cref="Enqueue"/>; and commits on the caller's thread if it is nobody's turn.</summary>
    public void Commit(WriteUnit unit)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        _waiting.Enqueue(unit);
        if (_turn.TryEnter())
        {
            try
            {
                if (!_stopped) CommitBatch();
            }
            finally
            {
                _turn.Exit();
            }
        }

        if (_waiting.IsEmpty) return;
        _arrived.Set();
        if (_stopped) RefuseWaiting();
    }

    /// <summary>Does something short between two batches, while nobody writes.</summary>
    public void Between(Action action)
    {
        lock (_turn)
        {
            if (!_stopped) action();
        }
    }

    /// <summary>Commits what waits, then ends the thread.</summary>
    public void Dispose()
    {
        _stopping = true;
        _arrived.Set();
        _thread.Join();
        lock (_turn)
        {
            _stopped = true;
            _session.Dispose();
        }

        RefuseWaiting();
    }

    private void RefuseWaiting()
    {
        while (_waiting.TryDequeue(out var late)) late.Fail(new ObjectDisposedException(nameof(SqliteDatabase)));
    }

    private void Run()
    {
        while (true)
        {
            if (!_waiting.IsEmpty)
            {
                lock (_turn) CommitBatch();
                continue;
            }

            if (_stopping) return;
            _arrived.Reset();
            if (_waiting.IsEmpty && !_stopping) _arrived.Wait();
        }
    }

    private void CommitBatch()
    {
        if (_waiting.IsEmpty) return;
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
        }
        catch (Exception exception)
        {
            if (_waiting.TryDequeue(out var unit)) unit.Fail(exception);
            return;
        }

        while (_batch.Count < _options.UnitsPerCommit && _session.InTransaction && _waiting.TryDequeue(out var unit))
        {
            if (unit.IsCancelled) unit.Cancel();
            else RunUnit(unit);
        }

        Decide();
        _batch.Clear();
        _guarded = false;
    }

    private void RunUnit(WriteUnit unit)
    {
        try
        {
            if (_guarded) _session.Execute("SAVEPOINT unit");
            unit.Run(_session);
            if (_guarded) _session.Execute("RELEASE unit");
            _batch.Add(unit);
        }
        catch (Exception exception)
        {
            if (_guarded) UndoUnit(exception);
            else BeginAgain(exception);
            unit.Fail(exception);
        }
    }

    // Units hardly ever fail, and a savepoint costs a copy of every page that a unit changes. So only a batch in which one failed has them:
    // it is undone whole, and those before the failure run once more.
    private void BeginAgain(Exception failure)
    {
        Rollback();
        if (_batch.Count == 0) return;
        List<WriteUnit> before = [.. _batch];
        _batch.Clear();
        _guarded = true;
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        foreach (var unit in before)
        {
            if (_session.InTransaction) RunUnit(unit);
            else unit.Fail(failure);
        }
    }

    // A full disk or an I/O error ends the whole transaction, not just the savepoint: then the earlier units are gone too.
    private void UndoUnit(Exception exception)
    {
        try
        {
            if (_session.InTransaction) _session.Execute("ROLLBACK TO unit");
            if (_session.InTransaction) _session.Execute("RELEASE unit");
        }
        catch (Exception)
        {
            Rollback();
        }

        if (!_session.InTransaction) FailBatch(exception);
    }

    private void Decide()
    {
        if (!_session.InTransaction) return;
        try
        {
            _options.Faults?.At(StoragePoint.Commit);
            _session.Execute(_batch.Count == 0 ? "ROLLBACK" : "COMMIT");
            if (_batch.Count > 0) _counts.Committed(_batch.Count);
            _options.Faults?.At(StoragePoint.Committed);
        }
        catch (Exception exception)
        {
            Rollback();
            FailBatch(exception);
            return;
        }

        foreach (var unit in _batch) unit.Succeed();
        if (_batch.Count > 0) _logged(_session.TakeLoggedPages());
    }

    private void FailBatch(Exception exception)
    {
        foreach (var unit in _batch) unit.Fail(exception);
        _batch.Clear();
    }

    private void Rollback()
    {
        try
        {
            if (_session.InTransaction) _session.Execute("ROLLBACK");
        }
        catch (Exception)
        {
            // The transaction is already gone; the next BEGIN says whether the connection still works.
        }
    }
}
