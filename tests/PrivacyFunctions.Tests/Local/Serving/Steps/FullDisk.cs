using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// A disk with room for so many bytes of blobs. Once it is full it refuses everything, database, mail and ledger too, until somebody makes room.
/// </summary>
internal sealed class FullDisk(long room) : FailingPoints(int.MaxValue, forGood: false), IStorageSpace
{
    private readonly TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _written;

    /// <summary>Bytes of blobs that were written.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Ends when it is full.</summary>
    public Task Filled => _filled.Task;

    public override Task Healed => _freed.Task;

    private bool IsFull => Filled.IsCompleted && !_freed.Task.IsCompleted;

    /// <summary>Makes room for everything.</summary>
    public void Free() => _freed.TrySetResult();

    public long? FreeBytes() => IsFull ? 0 : long.MaxValue;

    /// <summary>Takes room for bytes that are about to be written.</summary>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _written, bytes) > room) _filled.TrySetResult();
        if (IsFull) throw Refusal();
    }

    public override void At(StoragePoint point)
    {
        base.At(point);
        if (IsFull) throw Refusal();
    }

    // What the system says is what .NET makes of it, in its own words.
    private static IOException Refusal()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return Assert.ThrowsAny<IOException>(() => full.Write("x"u8));
    }
}
