namespace PrivacyFunctions.Law;

/// <summary>Whole days on which a law's clock stood still: from <paramref name="From"/> up to, not including, <paramref name="To"/>.</summary>
internal sealed record Stillstand(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber;

    /// <summary>The finished pauses that count under <paramref name="statute"/>, from receipt on, in order and without overlap.</summary>
    public static IReadOnlyList<Stillstand> Of(Statute statute, ClockInput input)
    {
        var received = LocalDay.Of(input.ReceivedAt, input.Zone);
        var merged = new List<Stillstand>();
        foreach (var next in Finished(statute, input, received).OrderBy(still => still.From))
        {
            if (merged.Count > 0 && next.From <= merged[^1].To)
                merged[^1] = merged[^1] with { To = Later(merged[^1].To, next.To) };
            else
                merged.Add(next);
        }

        return merged;
    }

    private static IEnumerable<Stillstand> Finished(Statute statute, ClockInput input, DateOnly received) =>
        from pause in input.Pauses
        let to = pause.To
        where to.HasValue && statute.PausedBy.Contains(pause.Reason)
        let still = new Stillstand(Later(received, LocalDay.Of(pause.From, input.Zone)), LocalDay.Of(to.GetValueOrDefault(), input.Zone))
        where still.Days > 0
        select still;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
