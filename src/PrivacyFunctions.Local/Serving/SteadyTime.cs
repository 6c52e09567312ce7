namespace PrivacyFunctions.Local.Serving;

/// <summary>
/// The machine's clock, except that it never goes back: locks, leases, codes and waits last as long as they were meant to when somebody sets the
/// clock back. It then goes on at half speed until the machine's clock has caught up. A clock that is set forward is followed at once, as after a
/// machine slept.
/// </summary>
public sealed class SteadyTime(TimeProvider machine) : TimeProvider
{
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private DateTimeOffset _last = machine.GetUtcNow();
    private long _stamp = machine.GetTimestamp();
    private bool _told;

    /// <summary>Told by how much the clock was set back, from ten seconds on; once, until it has caught up.</summary>
    public Action<TimeSpan>? WasSetBack { get; set; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now;
        TimeSpan? setBack;
        lock (_gate)
        {
            var (wall, stamp) = (machine.GetUtcNow(), machine.GetTimestamp());
            var least = _last + (TimeSpan.FromTicks(Math.Max(0, machine.GetElapsedTime(_stamp, stamp).Ticks)) / 2);
            now = wall > least ? wall : least;
            setBack = Notice(now - wall);
            (_last, _stamp) = (now, stamp);
        }

        if (setBack is { } by) WasSetBack?.Invoke(by);
        return now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    private TimeSpan? Notice(TimeSpan ahead)
    {
        if (ahead <= TimeSpan.Zero) _told = false;
        if (ahead <= WorthTelling || _told || WasSetBack is null) return null;
        _told = true;
        return ahead;
    }
}
