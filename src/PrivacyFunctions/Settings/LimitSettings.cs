namespace PrivacyFunctions.Settings;

/// <summary>How often anyone may do what costs us or bothers others; 0 means no limit.</summary>
public sealed record LimitSettings
{
    /// <summary><c>Privacy__Limits__FilingsPerHourPerIp</c>.</summary>
    public int FilingsPerHourPerIp { get; init; }

    /// <summary><c>Privacy__Limits__CodesPerDayPerAddress</c>: codes mailed to one address.</summary>
    public int CodesPerDayPerAddress { get; init; }

    /// <summary><c>Privacy__Limits__CodesPerDayPerIp</c>: codes mailed for one caller. Callers on this machine are not counted.</summary>
    public int CodesPerDayPerIp { get; init; }

    /// <summary><c>Privacy__Limits__CodesPerHour</c>: codes mailed in all, the brake against a flood.</summary>
    public int CodesPerHour { get; init; }

    public static LimitSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new LimitSettings
        {
            FilingsPerHourPerIp = settings.Whole("Limits:FilingsPerHourPerIp", 20, least: 0),
            CodesPerDayPerAddress = settings.Whole("Limits:CodesPerDayPerAddress", 5, least: 0),
            CodesPerDayPerIp = settings.Whole("Limits:CodesPerDayPerIp", 20, least: 0),
            CodesPerHour = settings.Whole("Limits:CodesPerHour", 10_000, least: 0),
        };
    }
}
