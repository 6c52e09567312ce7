using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Storage;

/// <summary>Fails at the k-th point that the writer passes; a crash fails everywhere from there on, a hiccup only once.</summary>
internal class FailingPoints(int failAt, bool forGood) : IStorageFaults
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passed;

    /// <summary>Points passed so far.</summary>
    public int Passed => Volatile.Read(ref _passed);

    public bool HasFailed => Failed.IsCompleted;

    /// <summary>Ends when the first failure was injected.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Whether only the database fails, and neither blobs nor mail nor connected systems.</summary>
    public virtual bool IsOfDatabaseAlone => false;

    /// <summary>Ends when a failure that lasts is over.</summary>
    public virtual Task Healed => Task.CompletedTask;

    /// <summary>Before a connected system is changed.</summary>
    public virtual void AtRemoteChange() => At(StoragePoint.Commit);

    /// <summary>After a connected system has committed a change, and before anybody here knows.</summary>
    public virtual void AtRemoteCommit() => At(StoragePoint.Committed);

    public virtual void At(StoragePoint point)
    {
        var passing = Interlocked.Increment(ref _passed);
        if (passing != failAt && !(forGood && passing > failAt)) return;
        Fail();
    }

    /// <summary>Notes and throws the failure.</summary>
    protected void Fail()
    {
        _failed.TrySetResult();
        throw new IOException("Injected failure.");
    }
}
