using System.Collections.Concurrent;
using PrivacyFunctions.Law;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Intake;

/// <summary>Deadlines of new requests. All that are received on one day under one law have the same, so they are computed once.</summary>
public sealed class DayDeadlines(OrganisationSettings organisation)
{
    private readonly ConcurrentDictionary<LawId, Known> _latest = new();

    /// <summary>The deadlines of a request that is received now, and how they were computed, sentence by sentence.</summary>
    internal (Deadlines Deadlines, IReadOnlyList<string> Sentences) Of(LawId law, DateTimeOffset received)
    {
        var day = LocalDay.Of(received, organisation.Zone);
        if (_latest.TryGetValue(law, out var known) && known.Day == day) return (known.Deadlines, known.Sentences);
        var deadlines = LawClock.Compute(law, new ClockInput { ReceivedAt = received, Zone = organisation.Zone });
        known = new Known(day, deadlines, deadlines.Explanation.Sentences);
        _latest[law] = known;
        return (known.Deadlines, known.Sentences);
    }

    private sealed record Known(DateOnly Day, Deadlines Deadlines, IReadOnlyList<string> Sentences);
}
