using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Deletion;

/// <summary>Settings <c>Privacy__Deletion__…</c>.</summary>
/// <param name="CoolingOff">How long an approved deletion waits for the person to say that it was not them.</param>
public sealed record DeletionSettings(TimeSpan CoolingOff)
{
    /// <summary>Reads the settings.</summary>
    public static DeletionSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new DeletionSettings(settings.Duration("Deletion:CoolingOff", TimeSpan.FromHours(72)));
    }
}
