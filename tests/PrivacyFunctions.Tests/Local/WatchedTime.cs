using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace PrivacyFunctions.Tests.Local;

/// <summary>A clock that the test moves and that tells when somebody waits on it, so that it need not be moved too early.</summary>
internal sealed class WatchedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private readonly Channel<TimeSpan> _set = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _set.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Ends when somebody has begun to wait for so long; each wait counts once.</summary>
    public async Task WaitBegunAsync(TimeSpan length)
    {
        while (await _set.Reader.ReadAsync() != length)
        {
            // Somebody else's.
        }
    }
}
