using Microsoft.Extensions.Configuration;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The time zone in which timer schedules are read: the setting that Functions has for it, else UTC.</summary>
internal static class TimerZone
{
    private const string Key = "WEBSITE_TIME_ZONE";

    /// <exception cref="StartRefusedException">There is no such zone.</exception>
    public static TimeZoneInfo Of(IConfiguration settings)
    {
        if (settings[Key] is not { Length: > 0 } name) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new StartRefusedException($"The setting {Key} names no time zone: '{name}'. Use a name such as Europe/Berlin.");
    }
}
