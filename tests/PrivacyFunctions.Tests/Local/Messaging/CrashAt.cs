using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>Fails at the k-th point at which a process can die, and at every one after it.</summary>
internal sealed class CrashAt(int k) : IStorageFaults
{
    private int _passed;

    public bool Happened => Volatile.Read(ref _passed) >= k;

    public void At(StoragePoint point)
    {
        if (Interlocked.Increment(ref _passed) >= k) throw new IOException("crash");
    }
}
