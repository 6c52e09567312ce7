namespace PrivacyFunctions.Tests.Law;

internal static class Zones
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    public static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    public static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>Changes its clocks at midnight: on such days 00:00 does not exist.</summary>
    public static readonly TimeZoneInfo Cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");

    public static readonly TimeZoneInfo Auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");

    public static readonly IReadOnlyList<TimeZoneInfo> All = [TimeZoneInfo.Utc, Berlin, London, LosAngeles, Cairo, Auckland];
}
