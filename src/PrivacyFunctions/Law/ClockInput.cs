namespace PrivacyFunctions.Law;

/// <summary>Everything that a deadline depends on besides the law.</summary>
public sealed record ClockInput
{
    /// <summary>The instant of receipt.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The controller's time zone; it decides which day it was, and when a day ends.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>When something was asked of the person, in any order; they may overlap.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>Whether the person was told, with reasons, that the extension is taken.</summary>
    public bool Extended { get; init; }

    public HolidayCalendar Holidays { get; init; } = HolidayCalendar.None;
}
