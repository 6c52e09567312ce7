using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Delivery;

/// <summary>Settings <c>Privacy__Bundle__…</c>.</summary>
/// <param name="Retention">How long a bundle can be downloaded after the first notice.</param>
public sealed record BundleSettings(TimeSpan Retention)
{
    /// <summary>Reads the settings.</summary>
    public static BundleSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new BundleSettings(settings.Duration("Bundle:Retention", TimeSpan.FromDays(30), TimeSpan.FromSeconds(1)));
    }
}
