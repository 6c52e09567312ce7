namespace PrivacyFunctions.Tests.Local;

/// <summary>A machine whose clock somebody sets: what it shows jumps, while time itself, which timers wait for, passes as before.</summary>
internal sealed class JumpingTime(TimeProvider real) : TimeProvider
{
    private long _offset;

    public override long TimestampFrequency => real.TimestampFrequency;

    /// <summary>Sets the clock on, or back.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
}
