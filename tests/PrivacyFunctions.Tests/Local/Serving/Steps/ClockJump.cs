using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>Somebody sets the machine's clock at the k-th step; nothing fails.</summary>
internal sealed class ClockJump(int jumpAt, TimeSpan by) : FailingPoints(int.MaxValue, forGood: false)
{
    /// <summary>The machine's clock.</summary>
    public JumpingTime Clock { get; } = new(TimeProvider.System);

    /// <summary>Whether it was set.</summary>
    public bool HasJumped { get; private set; }

    public override void At(StoragePoint point)
    {
        base.At(point);
        if (Passed < jumpAt || HasJumped) return;
        HasJumped = true;
        Clock.Jump(by);
    }
}
