using Microsoft.Extensions.Time.Testing;

namespace PrivacyFunctions.Tests.Local;

/// <summary>A clock that the test moves and that counts how often it woke somebody.</summary>
internal sealed class CountedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private long _wakes;

    /// <summary>Timers that fired so far.</summary>
    public long Wakes => Interlocked.Read(ref _wakes);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        given =>
        {
            Interlocked.Increment(ref _wakes);
            callback(given);
        },
        state,
        dueTime,
        period);
}
