namespace PrivacyFunctions.Law;

/// <summary>
/// Computes deadlines: a pure function of law, receipt, pauses, extension and holidays. The day of receipt is not counted;
/// periods in months end on the same date or, where a month has no such date, on its last day; a deadline is the end of its
/// day in the controller's time zone.
/// </summary>
public static class LawClock
{
    /// <exception cref="ArgumentOutOfRangeException">The receipt is so late that the calendar ends before the deadline.</exception>
    public static Deadlines Compute(LawId law, ClockInput input)
    {
        var candidates = StatuteBook.Candidates(law).Select(statute => new StatuteClock(statute, input).Compute()).ToList();
        return candidates.Count == 1 ? candidates[0] : Earliest(law, candidates);
    }

    // A clock that stands still sets no date, so one that runs goes before it, however late its date.
    private static Deadlines Earliest(LawId law, IReadOnlyList<Deadlines> candidates)
    {
        var running = candidates.OrderBy(candidate => candidate.PausedSince is not null);
        var confirm = candidates.MinBy(candidate => candidate.ConfirmBy)!;
        var due = running.ThenBy(candidate => candidate.DueAt).First();
        var extended = running.ThenBy(candidate => candidate.AnswerBy).First();
        return due with
        {
            Law = law,
            ConfirmBy = confirm.ConfirmBy,
            ExtendedTo = extended.ExtendedTo,
            Explanation = new([NotKnown(law), .. ConfirmStep(confirm), .. DueSteps(due), .. ExtensionSteps(extended)]),
        };
    }

    private static DeadlineStep NotKnown(LawId law)
    {
        var names = string.Join(", ", StatuteBook.Candidates(law).Select(statute => statute.Name));
        return new(DeadlineCodes.Earliest, $"It is not known which law applies, so the earliest date counts of: {names}.", "");
    }

    private static IEnumerable<DeadlineStep> ConfirmStep(Deadlines of) =>
        of.Explanation.Steps.Where(step => step.Code == DeadlineCodes.Confirm);

    private static IEnumerable<DeadlineStep> DueSteps(Deadlines of) =>
        of.Explanation.Steps.TakeWhile(step => step.Code != DeadlineCodes.Extended).Where(step => step.Code != DeadlineCodes.Confirm);

    private static IEnumerable<DeadlineStep> ExtensionSteps(Deadlines of) =>
        of.Explanation.Steps.SkipWhile(step => step.Code != DeadlineCodes.Extended);
}
