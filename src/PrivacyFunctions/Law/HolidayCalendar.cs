using System.Collections.Frozen;

namespace PrivacyFunctions.Law;

/// <summary>The public holidays at the controller's seat. A day that is none and no weekend is a working day.</summary>
public sealed class HolidayCalendar
{
    private readonly FrozenSet<DateOnly> _days;

    private HolidayCalendar(IEnumerable<DateOnly> days) => _days = days.ToFrozenSet();

    /// <summary>No holidays: deadlines come out earlier than they need be, never later.</summary>
    public static HolidayCalendar None { get; } = new([]);

    public static HolidayCalendar Of(IEnumerable<DateOnly> days) => new(days);

    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_days.Contains(day);
}
