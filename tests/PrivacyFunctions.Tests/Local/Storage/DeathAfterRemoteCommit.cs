using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Storage;

/// <summary>A process that dies between the n-th commit of a connected system and its own next write.</summary>
internal sealed class DeathAfterRemoteCommit(int nth) : FailingPoints(int.MaxValue, forGood: true)
{
    private int _commits;

    public override void At(StoragePoint point)
    {
        if (HasFailed) Fail();
    }

    public override void AtRemoteCommit()
    {
        if (Interlocked.Increment(ref _commits) == nth || HasFailed) Fail();
    }
}
