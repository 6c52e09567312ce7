using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Timers;

/// <summary>Keeps the schedule status of timers over restarts.</summary>
public sealed class TimerStore(SqliteDatabase database, TimeProvider time)
{
    /// <summary>The status of a timer, or null when it has never been seen.</summary>
    public Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellation) =>
        database.ReadAsync(
            session => session.First(
                "SELECT schedule, last, next, updated_at FROM timers WHERE function = ?1",
                static row => new TimerStatus(row.Text(0), row.TimeOrNull(1), row.Time(2)) { UpdatedAt = row.Time(3) },
                function),
            cancellation);

    /// <summary>Writes the status of a timer.</summary>
    public Task WriteAsync(string function, TimerStatus status, CancellationToken cancellation) =>
        database.WriteAsync(
            session =>
            {
                session.Execute(
                    """
                    INSERT INTO timers (function, schedule, last, next, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT (function) DO UPDATE SET schedule = ?2, last = ?3, next = ?4, updated_at = ?5
                    """,
                    function, status.Schedule, status.Last, status.Next, time.GetUtcNow());
            },
            cancellation);
}

/// <summary>What is known about a timer.</summary>
/// <param name="Schedule">The expression that <paramref name="Next"/> was computed from.</param>
/// <param name="Last">When it last ran; null before the first run.</param>
/// <param name="Next">When it is due.</param>
public sealed record TimerStatus(string Schedule, DateTimeOffset? Last, DateTimeOffset Next)
{
    /// <summary>When this was written.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
