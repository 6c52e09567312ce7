namespace PrivacyFunctions.Requests;

/// <summary>Something that happens to a request by itself as time passes.</summary>
public abstract record ScheduledStep
{
    private ScheduledStep(DateTimeOffset at) => At = at;

    /// <summary>From when on.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Nobody verified it: the one who filed it is reminded.</summary>
    /// <param name="At">From when on.</param>
    /// <param name="Nth">The first or the second time.</param>
    /// <param name="StaleAt">From then on the next step takes its place, and no mail is sent.</param>
    public sealed record Remind(DateTimeOffset At, int Nth, DateTimeOffset StaleAt) : ScheduledStep(At);

    /// <summary>Nobody verified it for so long that staff should look.</summary>
    public sealed record CallStaff(DateTimeOffset At) : ScheduledStep(At);

    /// <summary>Nobody verified it in time.</summary>
    public sealed record Expire(DateTimeOffset At) : ScheduledStep(At);

    /// <summary>It was not answered in time.</summary>
    public sealed record Overdue(DateTimeOffset At) : ScheduledStep(At);

    /// <summary>Staff wanted systems asked again just when the answer went without them: another round asks.</summary>
    public sealed record AskAgain(DateTimeOffset At) : ScheduledStep(At);
}
