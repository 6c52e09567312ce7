using System.Globalization;

namespace PrivacyFunctions.Law;

/// <summary>The clock of one law for one request; writes down its steps as it goes.</summary>
internal sealed class StatuteClock(Statute statute, ClockInput input)
{
    private readonly List<DeadlineStep> _steps = [];
    private readonly DateOnly _received = LocalDay.Of(input.ReceivedAt, input.Zone);
    private readonly IReadOnlyList<Stillstand> _stillstands = Stillstand.Of(statute, input);

    public Deadlines Compute()
    {
        Note(DeadlineCodes.Received, $"Received on {Text(_received)} ({input.Zone.Id}); that day is not counted.", statute.CountingSource);
        var confirmBy = ConfirmBy();
        var dueAt = AnswerBy(statute.Answer);
        NoteUncountedPauses();
        DateTimeOffset? extendedTo = input.Extended ? ExtendedTo() : null;
        return new()
        {
            Law = statute.Law,
            ConfirmBy = confirmBy,
            DueAt = dueAt,
            ExtendedTo = extendedTo,
            PausedSince = PausedSince(extendedTo ?? dueAt),
            Explanation = new(_steps),
        };
    }

    private DateTimeOffset ConfirmBy()
    {
        var day = EndOf(statute.Confirmation);
        Note(DeadlineCodes.Confirm, $"Receipt is to be confirmed within {Text(statute.Confirmation)}, by the end of {Text(day)}.", statute.Confirmation.Source);
        return LocalDay.End(day, input.Zone);
    }

    private DateTimeOffset ExtendedTo()
    {
        Note(DeadlineCodes.Extended, $"The time to answer was extended to {Text(statute.Extended)} from receipt.", statute.Extended.Source);
        return AnswerBy(statute.Extended);
    }

    private DateTimeOffset AnswerBy(Period period)
    {
        var day = EndOf(period);
        Note(DeadlineCodes.Period, $"{Capital(Text(period))} from receipt {(period.Count == 1 ? "ends" : "end")} on {Text(day)}{NoSuchDate(period, day)}.", period.Source);
        day = AfterStillstands(day);
        day = OnWorkingDay(day);
        Note(DeadlineCodes.Ends, $"The last moment is the end of {Text(day)} ({input.Zone.Id}).", statute.CountingSource);
        return LocalDay.End(day, input.Zone);
    }

    private DateOnly EndOf(Period period) => period.Unit switch
    {
        PeriodUnit.Months => _received.AddMonths(period.Count),
        PeriodUnit.Days => _received.AddDays(period.Count),
        PeriodUnit.WorkingDays => AfterWorkingDays(period.Count),
        _ => throw new InvalidOperationException($"{statute.Name} counts in no known unit."),
    };

    private DateOnly AfterWorkingDays(int count)
    {
        var day = _received;
        while (count > 0)
        {
            day = day.AddDays(1);
            if (input.Holidays.IsWorkingDay(day))
                count--;
        }

        return day;
    }

    // A pause that began after the last day changes nothing any more.
    private DateOnly AfterStillstands(DateOnly day)
    {
        foreach (var still in _stillstands.TakeWhile(still => still.From <= day))
        {
            day = day.AddDays(still.Days);
            Note(DeadlineCodes.Paused, $"The clock stood still from {Text(still.From)} to {Text(still.To)}, which adds {Count(still.Days, "day")}: {Text(day)}.", statute.PauseSource);
        }

        return day;
    }

    private DateOnly OnWorkingDay(DateOnly day)
    {
        if (!statute.EndsOnWorkingDay || input.Holidays.IsWorkingDay(day))
            return day;

        var next = day;
        while (!input.Holidays.IsWorkingDay(next))
            next = next.AddDays(1);
        Note(DeadlineCodes.Moved, $"{Text(day)} is a {(IsWeekend(day) ? day.DayOfWeek.ToString() : "public holiday")}, so the period ends on {next.DayOfWeek}, {Text(next)}.", statute.CountingSource);
        return next;
    }

    private DateTimeOffset? PausedSince(DateTimeOffset end)
    {
        var since = input.Pauses
            .Where(pause => pause.To is null && statute.PausedBy.Contains(pause.Reason) && pause.From <= end)
            .Min(pause => (DateTimeOffset?)pause.From);
        return since < input.ReceivedAt ? input.ReceivedAt : since;
    }

    private void NoteUncountedPauses()
    {
        if (input.Pauses.Any(pause => !statute.PausedBy.Contains(pause.Reason)))
            Note(DeadlineCodes.NotPaused, $"{statute.Name} does not stop the clock for everything that was asked of the person; such time is not added.", statute.PauseSource);
    }

    private string NoSuchDate(Period period, DateOnly day) =>
        period.Unit is PeriodUnit.Months && day.Day != _received.Day ? ", the last day of a month that has no such date" : "";

    private void Note(string code, string sentence, string source) => _steps.Add(new(code, sentence, source));

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static string Text(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Text(Period period) => Count(period.Count, period.Unit switch
    {
        PeriodUnit.Months => "month",
        PeriodUnit.WorkingDays => "working day",
        _ => "day",
    });

    private static string Count(int count, string unit) => count == 1 ? $"one {unit}" : $"{count} {unit}s";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
