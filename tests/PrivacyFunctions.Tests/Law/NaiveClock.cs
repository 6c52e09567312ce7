using PrivacyFunctions.Law;

namespace PrivacyFunctions.Tests.Law;

/// <summary>
/// The same rules a second time and slowly: walks from day to day and never calculates with dates. Days are numbers; what date a
/// number is comes from a calendar of its own.
/// </summary>
internal static class NaiveClock
{
    private static readonly int[] MonthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static DateOnly Answer(LawId law, ClockInput input, bool extended)
    {
        var received = Day(input.ReceivedAt, input.Zone);
        var last = law is LawId.Ccpa ? AfterDays(received, extended ? 90 : 45) : AfterMonths(received, extended ? 3 : 1);
        last = WithPauses(law, input, received, last);
        while (law is not LawId.Ccpa && !input.Holidays.IsWorkingDay(last))
            last = Next(last);
        return last;
    }

    public static DateOnly Confirm(ClockInput input)
    {
        var day = Day(input.ReceivedAt, input.Zone);
        for (var working = 0; working < 10;)
        {
            day = Next(day);
            if (input.Holidays.IsWorkingDay(day))
                working++;
        }

        return day;
    }

    /// <summary>The last second of a day, found by trying seconds: the last one whose wall clock still shows that day.</summary>
    public static bool IsEndOf(DateOnly day, DateTimeOffset instant, TimeZoneInfo zone) =>
        Day(instant, zone) == day && Day(instant.AddSeconds(1), zone) > day;

    private static DateOnly AfterMonths(DateOnly from, int months)
    {
        var day = from;
        var crossed = 0;
        while (true)
        {
            day = Next(day);
            crossed += day.Day == 1 ? 1 : 0;
            if (crossed == months && (day.Day == from.Day || Next(day).Day == 1))
                return day;
        }
    }

    private static DateOnly AfterDays(DateOnly from, int days)
    {
        for (; days > 0; days--)
            from = Next(from);
        return from;
    }

    // A day on which the clock stands still is used up without bringing the end nearer; the last day may itself be one.
    private static DateOnly WithPauses(LawId law, ClockInput input, DateOnly received, DateOnly last)
    {
        var toUse = 0;
        for (var day = received; day < last; day = Next(day))
            toUse++;

        var pauses = Counted(law, input).ToList();
        var walked = received;
        while (toUse > 0 || StandsStill(walked))
        {
            if (!StandsStill(walked))
                toUse--;
            walked = Next(walked);
        }

        return walked;

        bool StandsStill(DateOnly day) => pauses.Exists(pause => pause.From <= day && day < pause.To);
    }

    private static IEnumerable<(DateOnly From, DateOnly To)> Counted(LawId law, ClockInput input) =>
        from pause in input.Pauses
        where pause.To is not null
            && law switch { LawId.UkGdpr => true, LawId.Gdpr => pause.Reason is PauseReason.Identity, _ => false }
        select (Day(pause.From, input.Zone), Day(pause.To!.Value, input.Zone));

    private static DateOnly Day(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var wall = instant.UtcDateTime + zone.GetUtcOffset(instant.UtcDateTime);
        return new(wall.Year, wall.Month, wall.Day);
    }

    private static DateOnly Next(DateOnly day)
    {
        var isLeapYear = day.Year % 4 == 0 && (day.Year % 100 != 0 || day.Year % 400 == 0);
        var length = day.Month == 2 && isLeapYear ? 29 : MonthLengths[day.Month - 1];
        if (day.Day < length)
            return new(day.Year, day.Month, day.Day + 1);
        return day.Month < 12 ? new(day.Year, day.Month + 1, 1) : new(day.Year + 1, 1, 1);
    }
}
