using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Local.Commands;

/// <summary>Settings from where the server takes them: the settings file in the working folder, then the environment.</summary>
internal static class CommandSettings
{
    /// <exception cref="CommandFailure">The settings file cannot be used.</exception>
    public static IConfiguration Read()
    {
        try
        {
            return new ConfigurationBuilder()
                .AddInMemoryCollection(LocalSettingsFile.Read(Directory.GetCurrentDirectory()))
                .AddEnvironmentVariables()
                .Build();
        }
        catch (StartRefusedException refused)
        {
            throw new CommandFailure(refused.Message);
        }
    }
}
