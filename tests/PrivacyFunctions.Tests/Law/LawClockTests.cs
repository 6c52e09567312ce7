using PrivacyFunctions.Law;

namespace PrivacyFunctions.Tests.Law;

public sealed class LawClockTests
{
    [Theory]
    [InlineData("2026-03-10", "2026-04-10")] // a Friday
    [InlineData("2024-01-31", "2024-02-29")] // leap year, a Thursday
    [InlineData("2025-01-31", "2025-02-28")] // no leap year, a Friday
    [InlineData("2026-01-31", "2026-03-02")] // 28 February is a Saturday
    [InlineData("2026-03-31", "2026-04-30")]
    [InlineData("2026-04-02", "2026-05-04")] // 2 May is a Saturday
    [InlineData("2026-12-31", "2027-02-01")] // 31 January is a Sunday
    public void Under_the_GDPR_an_answer_is_due_on_the_same_date_of_the_next_month_or_the_working_day_after(string received, string due)
    {
        Assert.Equal(EndOf(due, Zones.Berlin), Compute(LawId.Gdpr, received).DueAt);
        Assert.Equal(EndOf(due, Zones.Berlin), Compute(LawId.UkGdpr, received).DueAt);
    }

    [Theory]
    [InlineData("2026-01-31", "2026-04-30")]
    [InlineData("2026-11-30", "2027-03-01")] // 28 February is a Sunday
    public void An_extension_counts_three_months_from_receipt_not_from_the_shorter_month(string received, string due)
    {
        var deadlines = Compute(LawId.Gdpr, received, extended: true);

        Assert.Equal(EndOf(due, Zones.Berlin), deadlines.ExtendedTo);
        Assert.Equal(deadlines.ExtendedTo, deadlines.AnswerBy);
        Assert.Equal(Compute(LawId.Gdpr, received).DueAt, deadlines.DueAt);
    }

    [Fact]
    public void Under_the_CCPA_calendar_days_count_and_weekends_change_nothing()
    {
        var deadlines = Compute(LawId.Ccpa, "2026-03-04", extended: true, zone: Zones.LosAngeles);

        Assert.Equal(EndOf("2026-04-18", Zones.LosAngeles), deadlines.DueAt); // a Saturday
        Assert.Equal(EndOf("2026-06-02", Zones.LosAngeles), deadlines.ExtendedTo);
        Assert.Equal(EndOf("2026-03-18", Zones.LosAngeles), deadlines.ConfirmBy);
    }

    [Fact]
    public void A_holiday_at_the_end_moves_the_deadline_on()
    {
        var easter = HolidayCalendar.Of([new(2026, 4, 3), new(2026, 4, 6)]);

        Assert.Equal(EndOf("2026-04-07", Zones.Berlin), Compute(LawId.Gdpr, "2026-03-03", holidays: easter).DueAt);
        Assert.Equal(EndOf("2026-04-14", Zones.Berlin), Compute(LawId.Ccpa, "2026-03-28", holidays: easter).ConfirmBy);
    }

    [Fact]
    public void The_day_of_receipt_is_the_controllers_day_not_that_of_UTC()
    {
        var justAfterMidnightInBerlin = new DateTimeOffset(2026, 3, 9, 23, 30, 0, TimeSpan.Zero);

        var deadlines = LawClock.Compute(LawId.Gdpr, new() { ReceivedAt = justAfterMidnightInBerlin, Zone = Zones.Berlin });

        Assert.Equal(EndOf("2026-04-10", Zones.Berlin), deadlines.DueAt);
    }

    [Fact]
    public void A_day_ends_before_the_next_one_begins_whatever_the_clocks_do()
    {
        // Cairo skips 00:00 to 01:00 on 24 April 2026: the day before ends where the next one begins, at 22:00 UTC.
        var spring = LawClock.Compute(LawId.Gdpr, new() { ReceivedAt = new(2026, 3, 23, 12, 0, 0, TimeSpan.Zero), Zone = Zones.Cairo });

        Assert.Equal(new(2026, 4, 23, 21, 59, 59, TimeSpan.Zero), spring.DueAt);
        Assert.Equal(EndOf("2026-03-30", Zones.Berlin), Compute(LawId.Gdpr, "2026-02-28").DueAt);
    }

    [Fact]
    public void Days_of_an_identity_check_are_added_under_the_GDPR_and_never_under_the_CCPA()
    {
        Pause check = new(At("2026-03-12"), At("2026-03-17"), PauseReason.Identity);

        Assert.Equal(EndOf("2026-04-15", Zones.Berlin), Compute(LawId.Gdpr, "2026-03-10", check).DueAt);
        Assert.Equal(EndOf("2026-04-15", Zones.Berlin), Compute(LawId.UkGdpr, "2026-03-10", check).DueAt);
        Assert.Equal(Compute(LawId.Ccpa, "2026-03-10").DueAt, Compute(LawId.Ccpa, "2026-03-10", check).DueAt);
    }

    [Theory]
    [InlineData(PauseReason.Clarification)]
    [InlineData(PauseReason.Fee)]
    public void Asking_for_clarification_or_a_fee_stops_the_clock_in_the_United_Kingdom_only(PauseReason reason)
    {
        Pause asked = new(At("2026-03-12"), At("2026-03-17"), reason);

        Assert.Equal(EndOf("2026-04-15", Zones.Berlin), Compute(LawId.UkGdpr, "2026-03-10", asked).DueAt);
        Assert.Equal(EndOf("2026-04-10", Zones.Berlin), Compute(LawId.Gdpr, "2026-03-10", asked).DueAt);
        Assert.Contains(Compute(LawId.Gdpr, "2026-03-10", asked).Explanation.Steps, step => step.Code == "not-paused");
    }

    [Fact]
    public void Overlapping_pauses_count_once_and_one_that_begins_after_the_last_day_not_at_all()
    {
        var deadlines = Compute(
            LawId.Gdpr,
            "2026-03-10",
            new Pause(At("2026-03-14"), At("2026-03-17"), PauseReason.Identity),
            new Pause(At("2026-03-12"), At("2026-03-15"), PauseReason.Identity),
            new Pause(At("2026-05-01"), At("2026-05-09"), PauseReason.Identity));

        Assert.Equal(EndOf("2026-04-15", Zones.Berlin), deadlines.DueAt);
    }

    [Fact]
    public void An_open_pause_is_named_and_adds_nothing_until_it_ends()
    {
        Pause open = new(At("2026-03-12"), null, PauseReason.Identity);

        var deadlines = Compute(LawId.Gdpr, "2026-03-10", open);

        Assert.Equal(open.From, deadlines.PausedSince);
        Assert.Equal(EndOf("2026-04-10", Zones.Berlin), deadlines.DueAt);
        Assert.Null(Compute(LawId.Ccpa, "2026-03-10", open).PausedSince);
    }

    [Fact]
    public void When_the_law_is_unknown_the_earliest_date_of_all_of_them_counts()
    {
        var unknown = Compute(LawId.Unknown, "2026-03-10", extended: true);
        LawId[] known = [LawId.Gdpr, LawId.UkGdpr, LawId.Ccpa];
        var all = known.Select(law => Compute(law, "2026-03-10", extended: true)).ToList();

        Assert.Equal(LawId.Unknown, unknown.Law);
        Assert.Equal(all.Min(deadlines => deadlines.ConfirmBy), unknown.ConfirmBy);
        Assert.Equal(all.Min(deadlines => deadlines.DueAt), unknown.DueAt);
        Assert.Equal(all.Min(deadlines => deadlines.ExtendedTo), unknown.ExtendedTo);
        Assert.StartsWith("It is not known which law applies", unknown.Explanation.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_law_is_unknown_a_clock_that_stands_still_gives_way_to_one_that_runs()
    {
        Pause open = new(At("2026-03-12"), null, PauseReason.Identity);

        var unknown = Compute(LawId.Unknown, "2026-03-10", open);

        Assert.Equal(Compute(LawId.Ccpa, "2026-03-10").DueAt, unknown.DueAt);
        Assert.Null(unknown.PausedSince);
    }

    [Fact]
    public void The_explanation_tells_every_step_and_its_source()
    {
        var sentences = Compute(LawId.Gdpr, "2026-01-31").Explanation.Sentences;

        Assert.Equal(
            [
                "Received on 31 January 2026 (Europe/Berlin); that day is not counted. (Art. 3 Regulation (EEC, Euratom) 1182/71)",
                "Receipt is to be confirmed within 10 working days, by the end of 13 February 2026. (house rule; the GDPR sets no date)",
                "One month from receipt ends on 28 February 2026, the last day of a month that has no such date. (Art. 12(3) GDPR)",
                "28 February 2026 is a Saturday, so the period ends on Monday, 2 March 2026. (Art. 3 Regulation (EEC, Euratom) 1182/71)",
                "The last moment is the end of 2 March 2026 (Europe/Berlin). (Art. 3 Regulation (EEC, Euratom) 1182/71)",
            ],
            sentences);
    }

    private static Deadlines Compute(LawId law, string received, params Pause[] pauses) =>
        LawClock.Compute(law, new() { ReceivedAt = At(received), Zone = Zones.Berlin, Pauses = pauses });

    private static Deadlines Compute(
        LawId law, string received, bool extended = false, TimeZoneInfo? zone = null, HolidayCalendar? holidays = null) =>
        LawClock.Compute(law, new()
        {
            ReceivedAt = At(received),
            Zone = zone ?? Zones.Berlin,
            Extended = extended,
            Holidays = holidays ?? HolidayCalendar.None,
        });

    private static Deadlines Compute(LawId law, string received, Pause pause, bool extended) =>
        LawClock.Compute(law, new() { ReceivedAt = At(received), Zone = Zones.Berlin, Pauses = [pause], Extended = extended });

    // Late morning in California, evening in Berlin: the same day in both.
    private static DateTimeOffset At(string day) => new(DateOnly.Parse(day, null), new TimeOnly(19, 0), TimeSpan.Zero);

    private static DateTimeOffset EndOf(string day, TimeZoneInfo zone)
    {
        var last = DateOnly.Parse(day, null).ToDateTime(new(23, 59, 59));
        return new(last, zone.GetUtcOffset(last));
    }
}
