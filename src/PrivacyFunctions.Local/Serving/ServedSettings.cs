using Microsoft.Extensions.Configuration;

namespace PrivacyFunctions.Local.Serving;

/// <summary>
/// Where settings come from, later ones winning: <c>local.settings.json</c>, the environment, the caller's own; or the caller's own alone.
/// </summary>
internal static class ServedSettings
{
    /// <exception cref="StartRefusedException">The settings file is not what it should be.</exception>
    public static IConfigurationRoot Read(ServeOptions options)
    {
        var settings = new ConfigurationBuilder();
        if (!options.OwnSettingsOnly) settings.AddInMemoryCollection(LocalSettingsFile.Read(Directory.GetCurrentDirectory())).AddEnvironmentVariables();
        settings.AddInMemoryCollection(options.Settings.Select(s => KeyValuePair.Create(SettingKey.Of(s.Key), s.Value)));
        if (options.Map is { } map) settings.AddInMemoryCollection([new("Privacy:Map", map)]);
        return settings.Build();
    }
}
