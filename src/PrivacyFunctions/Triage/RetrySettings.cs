using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Triage;

/// <summary>Settings <c>Privacy__Retry__…</c>: how patiently a failing system is asked again before staff are.</summary>
/// <param name="Schedule">Attempts in all (<c>Attempts</c>), the first pause (<c>First</c>), which doubles, and the longest (<c>Longest</c>).</param>
public sealed record RetrySettings(RetrySchedule Schedule)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    /// <summary>Reads the settings.</summary>
    public static RetrySettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new RetrySettings(new RetrySchedule(
            settings.Whole("Retry:Attempts", 8, 1, 1000),
            settings.Duration("Retry:First", TimeSpan.FromSeconds(2), Shortest),
            settings.Duration("Retry:Longest", TimeSpan.FromMinutes(15), Shortest)));
    }
}
