namespace PrivacyFunctions.Law;

/// <summary>Days as a wall clock in some time zone sees them, across changes of daylight-saving time.</summary>
internal static class LocalDay
{
    // The longest gap that a zone ever jumped over is a whole day (across the date line).
    private const int MinutesSearched = 2 * 24 * 60;

    public static DateOnly Of(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The last whole second of <paramref name="day"/>, in UTC.</summary>
    public static DateTimeOffset End(DateOnly day, TimeZoneInfo zone) => Start(day.AddDays(1), zone).AddSeconds(-1);

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = FirstValid(day.ToDateTime(TimeOnly.MinValue), zone);
        // A midnight that comes twice begins its day the first time, which is the one with the larger offset.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    private static DateTime FirstValid(DateTime time, TimeZoneInfo zone)
    {
        for (var minutes = 0; minutes < MinutesSearched && zone.IsInvalidTime(time); minutes++)
            time = time.AddMinutes(1);
        return time;
    }
}
